// Leaving quickly: a press on the link, or Escape three times within two seconds, goes to the neutral page in place of this one,
// so that "back" does not lead here again. Without this module the link still leaves.
const link = document.querySelector('a[data-leave]');
const within = 2000;
let presses = [];

function leave() {
  // What is seen goes first; the network may take its time.
  document.documentElement.hidden = true;
  document.title = '…';
  location.replace(link.href);
}

if (link) {
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat) return;
    const now = Date.now();
    presses = presses.filter((time) => now - time < within).concat(now);
    if (presses.length >= 3) leave();
  }, true);
  // A page that the browser kept for "back" must not show what was typed.
  addEventListener('pageshow', (event) => { if (event.persisted && document.documentElement.hidden) location.reload(); });
}
