// What happens while a person types: the draft is kept, the characters left are counted.
let saving = 0;
let pause = 0;

export function typed(target, tools) {
  if (target.dataset.limit) count(target, tools);
  if (!target.form || !target.form.dataset.autosave) return;
  clearTimeout(saving);
  saving = setTimeout(save, 1500, target.form, tools);
}

// Shown at once, said after a pause.
function count(area, { make, say }) {
  const left = area.dataset.limit - area.value.length;
  const words = (left < 0 ? 'Лишних знаков: ' : 'Осталось знаков: ') + Math.abs(left);
  if (!area.matches('[data-counted]')) area.after(make('p', { class: 'hint', 'aria-hidden': 'true' }));
  area.dataset.counted = '';
  area.nextElementSibling.textContent = words;
  clearTimeout(pause);
  pause = setTimeout(() => say(words), 1500);
}

// The form's own revision moves on with each save, so that the later submit is not taken for a stale one.
async function save(form, tools) {
  const place = document.querySelector('[data-autosave-status]');
  try {
    const { revision, session, message, savedAtText } = await tools.send(form, form.dataset.autosave);
    if (revision) form.elements.revision.value = revision;
    if (session) tools.share(session);
    place.textContent = message || 'Черновик сохранён в ' + savedAtText;
    place.className = message ? 'error' : 'saved';
  } catch {
    place.textContent = navigator.onLine ? 'Черновик пока не сохранён, попробуем ещё раз.' : tools.lost;
    place.className = 'hint';
    saving = setTimeout(save, 15000, form, tools);
  }
}

document.addEventListener('submit', () => clearTimeout(saving));
