// Suggestions below a search box: WAI-ARIA's combobox with a listbox, in which nothing is selected by itself.
// Without this file, and after an error, it is a plain box.
document.querySelectorAll("[data-suggest]").forEach((input) => {
  const set = (element, values) => Object.entries(values).forEach((pair) => element.setAttribute(...pair));
  const make = (tag, values, ...inside) => {
    const element = document.createElement(tag);
    set(element, values);
    element.append(...inside);
    return element;
  };
  const id = `${input.id}-suggestions`;
  const list = make("ul", { id, class: "suggestions", role: "listbox", "aria-label": input.dataset.suggestLabel });
  const live = make("p", { class: "visually-hidden", "aria-live": "polite" });
  const box = { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": false };
  const options = list.children, life = new AbortController();
  const on = (target, type, act) => target.addEventListener(type, act, { signal: life.signal });
  let active, asked, timer;

  // -1 is the text itself.
  const point = (index) => {
    active = index;
    for (const option of options) set(option, { "aria-selected": option === options[index] });
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    set(input, { "aria-activedescendant": options[index].id });
    options[index].scrollIntoView({ block: "nearest" });
  };
  const show = (suggestions, said) => {
    list.replaceChildren(...suggestions.map(({ label, kind, url }, index) =>
      make("li", { id: `${id}-${index}`, role: "option", "data-url": url },
        make("span", { dir: "auto" }, label), " ", make("span", { class: "kind" }, kind))));
    list.hidden = !options.length;
    set(input, { "aria-expanded": !list.hidden });
    live.textContent = said;
    point(-1);
  };
  const stop = () => { clearTimeout(timer); asked?.abort(); asked = null; };
  const close = () => { stop(); show([], ""); };

  const ask = async (then) => {
    stop();
    const q = input.value.trim();
    if (!/[^\x00-\x7f]|../.test(q)) return close();
    const { signal } = asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q })}`, { signal });
      const { suggestions, said } = await answer.json();
      if (signal.aborted) return;
      show(suggestions, said);
      if (options.length) then?.();
    } catch {
      if (signal.aborted) return;
      close();
      life.abort();
      Object.keys(box).forEach((name) => input.removeAttribute(name));
      input.type = "search";
    }
  };
  const askSoon = () => { stop(); point(-1); timer = setTimeout(ask, 150); };
  const go = ({ dataset: { url } }) => { close(); location.assign(url); };

  const step = (index) => (event) => {
    event.preventDefault();
    if (list.hidden) return ask(() => point(index()));
    stop();
    point(index());
  };
  const text = () => point(-1);
  const keys = {
    ArrowDown: step(() => (active + 1) % options.length),
    ArrowUp: step(() => (active > 0 ? active : options.length) - 1),
    ArrowLeft: text, ArrowRight: text, Home: text, End: text,
    Enter(event) {
      if (active < 0) return;
      event.preventDefault();
      go(options[active]);
    },
    Escape() {
      if (list.hidden) input.value = "";
      close();
    },
  };
  on(input, "keydown", (event) => { if (!event.isComposing && event.keyCode !== 229) keys[event.key]?.(event); });
  on(input, "input", (event) => { if (!event.isComposing) askSoon(); });
  on(input, "compositionend", askSoon);
  on(input, "blur", close);
  on(input.form, "submit", close);
  on(list, "mousedown", (event) => event.preventDefault());
  on(list, "click", ({ target }) => { if (target !== list) go(target.closest("li")); });

  // HTML allows a combobox on a box for text, not on one for searching.
  input.type = "text";
  set(input, { ...box, autocomplete: "off", enterkeyhint: "search" });
  input.parentElement.classList.add("suggests");
  input.parentElement.append(list, live);
  close();
});
