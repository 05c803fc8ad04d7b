// Suggestions under the search box: a combobox with a list, by the ARIA 1.2 pattern (https://www.w3.org/WAI/ARIA/apg/).
// The box is a plain one without this file.
"use strict";

(() => {
  const PAUSE = 70; // milliseconds without a key before the archive is asked
  const LONGEST = 200; // letters of a text that is completed
  const input = document.querySelector("input[data-suggest]");
  if (!input) return;

  const list = document.createElement("ul");
  const status = document.createElement("p");
  const answers = new Map();
  let typed = input.value; // what the reader typed, which stays while options are looked through
  let options = [];
  let active = -1;
  let timer = 0;
  let request = null;

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestions);
  status.className = "hidden";
  status.setAttribute("role", "status");
  input.form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    "aria-haspopup": "listbox", autocapitalize: "off",
  })) input.setAttribute(name, value);

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };

  const choose = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  };

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    show(false);
  };

  // What is added to the text as typed in bold.
  const item = (text, at) => {
    const option = document.createElement("li");
    option.id = `suggestion-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const same = text.toLowerCase().startsWith(typed.toLowerCase()) ? typed.length : text.length;
    const added = document.createElement("b");
    added.textContent = text.slice(same);
    option.append(text.slice(0, same), added);
    return option;
  };

  const render = (texts) => {
    options = texts.filter((text) => text !== typed);
    list.replaceChildren(...options.map(item));
    show(options.length > 0 && document.activeElement === input);
    status.textContent = options.length ? `${input.dataset.suggestions}: ${options.length}` : "";
  };

  const ask = async (text) => {
    request?.abort();
    if (answers.has(text)) return render(answers.get(text));
    const current = new AbortController();
    request = current;
    try {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: text })}`;
      const response = await fetch(address, { signal: current.signal });
      const found = response.ok ? (await response.json()).suggestions.map((one) => one.text) : [];
      answers.set(text, found);
      if (!current.signal.aborted) render(found);
    } catch {
      if (!current.signal.aborted) close(); // a box without suggestions is still a box
    }
  };

  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    typed = input.value;
    clearTimeout(timer);
    if (typed.trim().length < 2 || typed.length > LONGEST) return close();
    timer = setTimeout(ask, PAUSE, typed);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden && options.length) {
      event.preventDefault();
      show(true);
    } else if (step && !list.hidden) {
      event.preventDefault();
      const places = options.length + 1; // one of them is the text as typed
      choose(((active + 1 + step + places) % places) - 1);
      input.value = active < 0 ? typed : options[active];
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      input.value = typed;
      close();
    } else if (event.key === "Enter") {
      close();
    }
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (!option) return;
    input.value = typed = option.textContent;
    close();
    input.form.requestSubmit();
  });
  input.addEventListener("blur", close);
})();
