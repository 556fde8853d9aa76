// Keeps pages fresh: a running search, and who else has a case open. Without it every page works by loading it again.
(() => {
  'use strict';
  const list = document.querySelector('[data-progress]');
  if (!list) return;
  const summary = document.querySelector('[data-summary]');
  const PATIENCE = 2000;

  const show = (news) => {
    if (summary) summary.textContent = news.summary;
    for (const part of news.systems) {
      const row = list.querySelector(`[data-system="${CSS.escape(part.system)}"]`);
      // A system that is new or has moved on changes more than a number: take the page as the desk writes it.
      if (!row || row.dataset.state !== part.state) return false;
      const rows = row.querySelector('[data-rows]');
      if (rows) rows.textContent = part.rows;
    }
    return true;
  };

  const ask = async () => {
    if (document.hidden || document.activeElement?.closest('form, details')) return;
    const answer = await fetch(list.dataset.progress, { credentials: 'same-origin', redirect: 'error' });
    if (answer.ok && !show(await answer.json())) window.location.reload();
  };

  const again = () => ask().catch(() => undefined).finally(() => setTimeout(again, PATIENCE));
  const poll = () => setTimeout(again, PATIENCE);

  // The desk says by itself what is new; where that cannot be, it is asked now and then.
  if (!window.EventSource || !list.dataset.progress) {
    poll();
    return;
  }
  const live = new EventSource(list.dataset.progress.replace(/progress$/, 'live'));
  live.addEventListener('message', (news) => {
    if (!show(JSON.parse(news.data)) && !document.activeElement?.closest('form, details')) window.location.reload();
  });
  live.addEventListener('end', (why) => {
    live.close();
    if (why.data !== 'long' && !document.activeElement?.closest('form, details')) window.location.reload();
  });
  live.addEventListener('error', () => {
    live.close();
    poll();
  });
})();

// Says when a colleague opens the same case or changes it.
(() => {
  'use strict';
  const place = document.querySelector('[data-presence]');
  if (!place) return;
  const PATIENCE = 20000;
  const say = (mark, words) => {
    const line = place.querySelector(mark);
    line.querySelector('span').textContent = words;
    line.hidden = words === '';
  };
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch(place.dataset.presence, { credentials: 'same-origin', redirect: 'error' });
    if (!answer.ok) return;
    const news = await answer.json();
    say('[data-beside]', news.beside);
    say('[data-changed]', news.changed);
  };
  const again = () => ask().catch(() => undefined).finally(() => setTimeout(again, PATIENCE));
  setTimeout(again, PATIENCE);
})();

// Keys that lead to what carries them. They can be switched off; nothing is reached by a key alone.
(() => {
  'use strict';
  const texts = document.querySelector('[data-slash]');
  texts?.addEventListener('keydown', (pressed) => {
    const pick = document.getElementById(texts.dataset.slash);
    const begins = texts.selectionStart === 0 || texts.value[texts.selectionStart - 1] === '\n';
    if (pressed.key !== '/' || !begins || !pick) return;
    pressed.preventDefault();
    pick.focus();
  });
  if (document.body.dataset.keys === undefined) return;
  let first = '';
  const go = (place) => {
    if (place.matches('input')) place.focus();
    else place.click();
    if (place.matches('summary')) place.parentElement.querySelector('textarea, button')?.focus();
  };
  const step = (by) => {
    const rows = [...document.querySelectorAll('[data-row]')];
    const at = rows.indexOf(document.activeElement);
    rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))]?.focus();
  };
  const copy = () => navigator.clipboard?.writeText(document.querySelector('[data-copy]')?.textContent ?? '');
  document.addEventListener('keydown', (pressed) => {
    const typing = pressed.target.closest('input, textarea, select, [contenteditable]');
    if (typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing) return;
    const key = first + pressed.key;
    first = pressed.key === 'g' && first === '' ? 'g ' : '';
    const place = [...document.querySelectorAll('[data-key]')].find((one) => one.dataset.key === key);
    const own = { j: () => step(1), k: () => step(-1), '.': copy }[key];
    if (!place && !own) return;
    pressed.preventDefault();
    if (place) go(place);
    else own();
  });
})();
