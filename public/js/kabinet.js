// Comfort for pages that are complete without it. Listeners stand on the document: replaced parts need no wiring.
const scripts = document.querySelector('script[data-drafts]').dataset;
const all = (selector) => [...document.querySelectorAll(selector)];
const on = (target, type, work) => target.addEventListener(type, work);
const lost = 'Нет связи. Введённое пока только на этой странице.';

function make(tag, attributes, ...inside) {
  const node = document.createElement(tag);
  Object.keys(attributes).forEach((name) => node.setAttribute(name, attributes[name]));
  node.append(...inside);
  return node;
}
function button(words, work, look) {
  const node = make('button', { type: 'button', class: look || 'button second' }, words);
  on(node, 'click', work);
  return node;
}

// The status is emptied first: the same words twice would stay unheard.
function say(words) {
  const status = document.getElementById('status');
  status.textContent = '';
  setTimeout(() => status.append(words), 100);
}

// One note at the foot of the window; '' takes it away.
let noted = '';
function note(words, action = '') {
  if (words === noted) return;
  noted = words;
  all('.floating').forEach((old) => old.remove());
  if (!words) return;
  document.body.append(make('div', { class: 'notice wait floating' }, make('p', {}, words + ' ', action)));
  say(words);
}

// An answer that is not JSON, such as a login page, counts as a failure.
async function send(form, url) {
  const fields = [...new FormData(form)].filter((field) => typeof field[1] === 'string');
  const headers = { Accept: 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) })).json();
}

// The session's end: warned of 2 minutes before, moved only by what the person does; other tabs hear of it.
let ends = Infinity;
const tabs = window.BroadcastChannel ? new BroadcastChannel('session') : new EventTarget();
function renew({ secondsLeft, endsAtText }) {
  ends = Date.now() + secondsLeft * 1000;
  all('[data-ends]').forEach((place) => (place.textContent = endsAtText));
  note('');
}
function share(session) {
  renew(session);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  if (tabs.postMessage) tabs.postMessage(session);
}
async function extend(form) {
  try {
    const session = await send(form, form.action);
    share(session);
    say('Сеанс продлён до ' + session.endsAtText);
  } catch {
    if (navigator.onLine) ends = 0;
    else note(lost);
  }
}
function watch() {
  const left = ends - Date.now();
  if (left > 120000) return;
  const form = document.querySelector('[data-session]');
  const words = 'Сеанс закончится в ' + form.querySelector('[data-ends]').textContent;
  if (left > 0)
    note(
      words,
      button('Продлить', () => extend(form), 'as-link'),
    );
  else note('Сеанс закончился. Форму можно отправить: примем её после входа.', make('a', { href: '' }, 'Войти'));
}
on(tabs, 'message', ({ data }) => renew(data));
all('[data-session]').forEach(({ dataset }) => share(JSON.parse(dataset.session)));
setInterval(watch, 2000);

// One press, one request; the pressed button keeps its value.
function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll('[aria-disabled]').forEach((pressed) => pressed.removeAttribute('aria-disabled'));
}
const tools = { all, make, say, note, send, share, release, enhance, lost };
on(document, 'submit', async (event) => {
  const { target: form, submitter } = event;
  const { dataset } = form;
  if (event.defaultPrevented || form.getAttribute('method') !== 'post') return;
  const files = 'upload' in dataset && all('[type=file]').some((input) => input.files.length);
  if (dataset.session || dataset.sent || files) event.preventDefault();
  if (dataset.session) void extend(form);
  if (dataset.session || dataset.sent) return;
  dataset.sent = 1;
  form.querySelectorAll('[data-reveal]').forEach((input) => (input.type = 'password'));
  setTimeout(() => submitter && submitter.setAttribute('aria-disabled', 'true'));
  if (files) (await import(scripts.upload)).upload(form, submitter, tools);
  else setTimeout(release, 20000, form);
});
on(window, 'pageshow', () => all('[data-sent]').forEach(release));
on(document, 'input', async ({ target }) => {
  const { form, dataset } = target;
  if (dataset.limit || (form && form.dataset.autosave)) (await import(scripts.drafts)).typed(target, tools);
});

// Controls that need script are made by script.
function reveal(input) {
  const toggle = button(
    'Показать',
    () => {
      const shown = input.type === 'text';
      input.type = shown ? 'password' : 'text';
      toggle.textContent = shown ? 'Показать' : 'Скрыть';
      say(shown ? 'Пароль скрыт' : 'Пароль показан');
    },
    'as-link',
  );
  input.after(toggle);
}
function enhance() {
  all('[data-reveal]:last-child').forEach(reveal);
  all('[data-print]:empty').forEach((place) => place.append(button('Печать', () => print())));
}
enhance();

// A part replaced by htmx: what the server marked is said, failures are named.
on(document, 'htmx:after:swap', () => {
  note('');
  enhance();
  all('[data-announce]').forEach(({ dataset }) => say(dataset.announce));
});
function broken({ detail: { ctx } }) {
  if (!ctx.response || ctx.response.raw.status > 499) note('Нет связи или сервис занят. Попробуйте ещё раз.');
}
on(document, 'htmx:error', broken);
on(document, 'htmx:response:error', broken);
