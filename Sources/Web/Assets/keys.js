// Keys: an element with data-key="n" is pressed (a field: entered) by that key. j and k move through the rows marked data-row, Enter opens
// the one in focus as ever; the page of an ask begins in the ask. ? shows all keys and lets them be switched off, which the browser remembers.
const dialog = document.getElementById('all-keys');
const memory = 'alongside.keys';
const root = document.documentElement;

function areOff() {
  try { return localStorage.getItem(memory) === 'off'; } catch { return false; }
}

function isTyping(target) {
  return target.closest('input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]') !== null;
}

function move(step) {
  const rows = [...document.querySelectorAll('[data-row]')].filter((row) => row.offsetParent);
  if (rows.length === 0) return;
  let at = rows.indexOf(document.activeElement);
  if (at < 0) at = rows.findIndex((row) => row.hasAttribute('aria-current'));
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next].focus();
  rows[next].scrollIntoView({ block: 'nearest' });
}

function press(key) {
  const target = [...document.querySelectorAll('[data-key]')]
    .find((element) => element.dataset.key === key && element.offsetParent && !element.disabled);
  if (!target) return false;
  target.focus();
  if (!target.matches('input, select, textarea')) target.click();
  return true;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (dialog?.open || isTyping(event.target)) return;
  if (event.key === '?' && dialog) {
    dialog.showModal();
  } else if (areOff()) {
    return;
  } else if (event.key === 'j' || event.key === 'k') {
    move(event.key === 'j' ? 1 : -1);
  } else if (event.key.length > 1 || !press(event.key)) {
    return;
  }
  event.preventDefault();
});

// Whoever has opened an ask goes on in it: the next Tab leads to its first button, and not through all queues and rows before it. What is to be mended in
// a form comes first, and with the keys off the focus stays where the browser puts it.
const problems = document.getElementById('problems');
if (problems) problems.focus();
else if (!location.hash && !areOff()) document.querySelector('.pane-detail')?.focus({ preventScroll: true });

const toggle = dialog?.querySelector('[data-keys-off]');
if (toggle) {
  const words = [toggle.textContent, toggle.dataset.other];
  const show = () => {
    root.classList.toggle('keys-off', areOff());
    toggle.textContent = words[areOff() ? 1 : 0];
  };
  toggle.addEventListener('click', () => {
    try { localStorage.setItem(memory, areOff() ? 'on' : 'off'); } catch { /* A browser without memory keeps its keys on. */ }
    show();
  });
  show();
}
