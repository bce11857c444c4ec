// Cities while one types: makes every <input data-cities> a combobox (ARIA 1.2) over GET /api/v1/cities.
const WAIT = 90, MOST = 8;
let number = 0;

function combobox(input) {
  const box = input.parentElement, list = document.createElement("ul"), told = document.createElement("span");
  const id = `cities-${++number}`;
  let asked = null, timer = 0, at = -1;
  box.classList.add("combo");
  list.id = id;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Cities");
  told.className = "unseen";
  told.setAttribute("aria-live", "polite");
  input.after(list, told);
  for (const [name, value] of Object.entries({role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id})) input.setAttribute(name, value);

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    mark(-1);
    input.setAttribute("aria-expanded", "false");
  };
  const mark = (next) => {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = next;
    const option = list.children[at];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({block: "nearest"});
    input.setAttribute("aria-activedescendant", option.id);
  };
  const choose = (option) => {
    input.value = option.dataset.label;
    close();
    told.textContent = `${input.value} chosen`;
    input.dispatchEvent(new Event("change", {bubbles: true}));
  };
  const show = (cities) => {
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...cities.map((city, n) => {
      const option = document.createElement("li"), more = document.createElement("span");
      option.id = `${id}-${n}`;
      option.dataset.label = city.label;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      more.textContent = `${city.label.slice(city.name.length + 2)} · ${city.population.toLocaleString("en")} people`;
      option.append(city.name, more);
      return option;
    }));
    list.hidden = !cities.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = cities.length ? `${cities.length} ${cities.length > 1 ? "cities" : "city"}, choose with the arrow keys` : "No such city";
  };
  const ask = async (typed) => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`/api/v1/cities?${new URLSearchParams({q: typed, k: MOST})}`, {signal: asked.signal});
      if (answer.ok) show(await answer.json());
    } catch { list.hidden = true; }  // what is typed counts all the same
  };

  // has the server read its table before anything is typed
  input.addEventListener("focus", () => fetch("/api/v1/cities?q=a&k=1").catch(() => {}), {once: true});
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = input.value.trim();
    if (typed) timer = setTimeout(ask, WAIT, typed);
    else close();
  });
  input.addEventListener("keydown", (event) => {
    const size = list.hidden ? 0 : list.children.length, {key} = event;
    if ((key === "ArrowDown" || key === "ArrowUp") && (size || input.value.trim())) {
      event.preventDefault();
      if (!size) return void ask(input.value.trim());
      const step = key === "ArrowDown" ? 1 : -1;
      mark(at < 0 ? (step > 0 ? 0 : size - 1) : (at + step + size) % size);
    } else if (key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(list.children[at]);
    } else if (key === "Escape" && size) {
      event.preventDefault();
      close();
    } else if (key === "Tab") close();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

document.querySelectorAll("input[data-cities]").forEach(combobox);
