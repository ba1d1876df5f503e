// Sends a form with files and a progress bar; the answer is then shown as the browser would have shown it.
export function upload(form, button, { all, make, say, note, release, enhance }) {
  const request = new XMLHttpRequest();
  const data = new FormData(form);
  if (button && button.name) data.append(button.name, button.value);
  const words = make('span', {}, 'Загружаем файлы');
  const bar = make('progress', { max: 1, value: 0, 'aria-label': 'Загрузка файлов' });
  const place = make('p', { class: 'uploading' }, words, bar);
  form.append(place);
  say('Загружаем файлы');

  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = loaded / total;
    words.textContent = 'Загружено ' + Math.floor((loaded / total) * 100) + ' %';
  });
  request.addEventListener('loadend', () => {
    place.remove();
    release(form);
    if (request.status === 0 || request.status > 499) note('Файлы не дошли. Проверьте связь и отправьте ещё раз.');
    else if (request.responseURL === form.action) show(request.response);
    // Loaded anew, the page stays where the person is on it.
    else if (request.responseURL === location.href.split('#')[0]) location.reload();
    else location.assign(request.responseURL);
  });
  request.open('POST', form.action);
  request.send(data);

  // No redirect followed, so this is the same page with what is wrong; the address stays where a reload is harmless.
  function show(html) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    document.title = page.title;
    document.body = page.body;
    enhance();
    scrollTo(0, 0);
    all('[autofocus]').forEach((first) => first.focus());
  }
}
