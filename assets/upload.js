// Shows how far a file is. Without it the form is sent as it is, and the browser shows its own progress.
(() => {
  'use strict';

  const start = () => {
    const form = document.querySelector('[data-upload]');
    if (!form) return;
    const file = form.querySelector('[type=file]');
    const button = form.querySelector('button');
    const line = form.querySelector('.upload');
    const [bar, words] = line.children;
    const tooLarge = () => [...file.files].find((one) => one.size > Number(form.dataset.largest));

    // The server checks again; this only saves somebody on a slow line the wait.
    file.addEventListener('change', () => {
      const large = tooLarge();
      line.hidden = !large;
      bar.hidden = true;
      words.textContent = large ? `${large.name}: ${form.dataset.large}` : '';
    });

    form.addEventListener('submit', (event) => {
      if (file.files.length === 0) return;
      event.preventDefault();
      if (tooLarge()) return;
      const sending = new XMLHttpRequest();
      button.disabled = true;
      line.hidden = bar.hidden = false;
      words.textContent = form.dataset.sending;
      sending.upload.addEventListener('progress', (news) => {
        if (!news.lengthComputable) return;
        bar.value = Math.round((100 * news.loaded) / news.total);
        words.textContent = `${bar.value} %`;
      });
      sending.addEventListener('load', () => {
        if (sending.status === 422) show(sending.responseText);
        else window.location.assign(sending.responseURL);
      });
      // A line that broke: the browser sends the form itself and says what it thinks of it.
      sending.addEventListener('error', () => form.submit());
      sending.open('POST', form.action);
      sending.send(new FormData(form));
    });
  };

  // The answer with something that has to be corrected takes the place of this page, without sending anything again.
  const show = (text) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    document.title = page.title;
    document.querySelector('main').replaceWith(page.querySelector('main'));
    document.querySelector('.error-summary')?.focus();
    start();
  };

  start();
})();
