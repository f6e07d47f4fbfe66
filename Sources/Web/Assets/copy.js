// Copy buttons: <button data-copy="ID" data-done="Copied" hidden> shows itself and copies the text of the element with that id.
async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(source.textContent);
    said.textContent = button.dataset.done;
  } catch {
    // Not allowed, or not over https: select it, so that the person's own "copy" takes it.
    getSelection().selectAllChildren(source);
  }
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
