// A form that is on its way is not sent a second time by an impatient press. The server has a key against that too; this saves the wait.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    // Not disabled: a disabled button would not be sent along, and the focus would be lost.
    event.submitter?.setAttribute('aria-busy', 'true');
  });
}

// Coming back to a page that the browser kept, one may send it again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
});
