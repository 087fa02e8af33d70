// Every measure at every unit: search, choose, sort. Without this script the whole table stands there, worse first, then better.
// What is chosen stands in the address after #everywhere?, so that a view can be kept and passed on.
"use strict";
(() => {
  const MARK = "#everywhere?";
  const SORTS = { change: "worse first, then better", unit: "by unit", measure: "by measure", target: "missed targets first" };
  const PLACE = { unit: 0, measure: 1, target: 2 }; // in a row's data-o; the order of the page itself is by change

  const start = (section) => {
    const form = section.querySelector("form");
    const body = section.querySelector(".rows tbody");
    const status = section.querySelector("[role=status]");
    const heads = [...section.querySelectorAll("th[data-sort]")];
    const rows = [...body.rows].map((row, place) => ({
      row,
      order: { change: place, ...Object.fromEntries(Object.entries(PLACE).map(([name, k]) => [name, Number(row.dataset.o.split(" ")[k])])) },
      text: row.textContent.toLowerCase(),
      ...row.dataset,
    }));
    let stand = ""; // "worse" or "worse/fails": the number chosen above the table
    let down = false;

    const fits = ({ row, text, u, p, s, a }, asked, number) => {
      const [side, target] = number.split("/");
      return (!asked.priority || p === asked.priority) && (!asked.unit || u === asked.unit)
        && (!asked.changed || ["worse", "better", "changed"].includes(s))
        && (!side || s === side) && (!target || a === target)
        && asked.words.every((word) => text.includes(word));
    };

    const asked = () => {
      const { q, priority, unit, changed, sort } = form.elements;
      return {
        words: q.value.toLowerCase().split(/\s+/).filter(Boolean), q: q.value.trim(),
        priority: priority.value, unit: unit.value, changed: changed.checked, sort: sort.value,
      };
    };

    const said = (now, count) => {
      const named = (select) => select.selectedOptions[0].text;
      const parts = [
        now.q && `“${now.q}”`, now.priority && named(form.elements.priority), now.unit && named(form.elements.unit),
        now.changed && "only what changed", stand && numbers.find((each) => each.key === stand)?.words,
      ].filter(Boolean);
      const many = count === rows.length ? `${count} ${count === 1 ? "chart" : "charts"}` : `${count} of ${rows.length} charts`;
      const order = count > 1 ? `, ${SORTS[now.sort]}${down ? ", the other way round" : ""}` : "";
      return `${many}${parts.length ? ` (${parts.join("; ")})` : ""}${order}.`;
    };

    const sorted = (now) => {
      const way = down ? -1 : 1;
      const ordered = [...rows].sort((a, b) => way * (a.order[now.sort] - b.order[now.sort]) || a.order.change - b.order.change);
      body.append(...ordered.map((each) => each.row));
      for (const head of heads) {
        if (head.dataset.sort === now.sort) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    };

    const show = () => {
      const now = asked();
      let count = 0;
      for (const each of rows) {
        each.row.hidden = !fits(each, now, stand);
        count += each.row.hidden ? 0 : 1;
      }
      for (const { key, words, button, more } of numbers) {
        const number = rows.filter((each) => fits(each, now, key)).length;
        button.firstChild.data = String(number || "–");
        more.textContent = `${number ? "" : " none"}: ${words}`;
        button.setAttribute("aria-pressed", String(key === stand));
        button.disabled = !number && key !== stand;
        button.parentNode.classList.toggle("zero", button.disabled);
      }
      sorted(now);
      status.textContent = said(now, count);
      keep(now);
    };

    const keep = (now) => {
      const wanted = new URLSearchParams();
      for (const name of ["q", "priority", "unit"]) if (now[name]) wanted.set(name, now[name]);
      if (now.changed) wanted.set("changed", "1");
      if (stand) wanted.set("stand", stand);
      if (now.sort !== "change") wanted.set("sort", now.sort);
      if (down) wanted.set("down", "1");
      const hash = String(wanted) ? MARK + wanted : location.hash.startsWith(MARK) ? "#everywhere" : location.hash;
      if (hash !== location.hash) history.replaceState(null, "", location.href.split("#")[0] + hash);
    };

    const recall = () => {
      if (!location.hash.startsWith(MARK)) return false;
      const kept = new URLSearchParams(location.hash.slice(MARK.length));
      for (const name of ["q", "priority", "unit", "sort"]) {
        const field = form.elements[name];
        field.value = kept.get(name) ?? "";
        if (field.selectedIndex < 0 || (name === "sort" && !field.value)) field.selectedIndex = 0;
      }
      form.elements.changed.checked = kept.get("changed") === "1";
      stand = numbers.some((each) => each.key === kept.get("stand")) ? kept.get("stand") : "";
      down = kept.get("down") === "1";
      return true;
    };

    const numbers = [...section.querySelectorAll(".stand td")].map((cell) => {
      const key = cell.dataset.s + (cell.dataset.a ? `/${cell.dataset.a}` : "");
      const words = `${cell.parentNode.cells[0].textContent.trim()}${cell.dataset.a ? `, ${cell.dataset.l}` : ""}`.toLowerCase();
      const button = document.createElement("button");
      const more = document.createElement("span");
      button.type = "button";
      more.className = "vh";
      button.append(cell.firstChild.data.trim(), more);
      button.addEventListener("click", () => { stand = stand === key ? "" : key; show(); });
      cell.replaceChildren(button);
      return { key, words, button, more };
    });

    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.setAttribute("aria-label", `Sort by ${head.firstChild.data.trim().toLowerCase()}`);
      button.addEventListener("click", () => {
        down = form.elements.sort.value === head.dataset.sort && !down;
        form.elements.sort.value = head.dataset.sort;
        show();
      });
      head.append(button);
    }

    // What a browser kept from last time would not be what stands there. Before anyone listens: a late answer to this
    // reset would wipe an address that is being opened meanwhile.
    const kept = recall();
    if (!kept) form.reset();
    let waiting = 0;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => { stand = ""; down = false; setTimeout(show); }); // once the fields are empty
    form.addEventListener("input", (event) => {
      if (event.target.name === "sort") down = false;
      clearTimeout(waiting);
      waiting = setTimeout(show, event.target.name === "q" ? 150 : 0);
    });
    window.addEventListener("hashchange", () => { if (recall()) { show(); section.scrollIntoView(); } });
    for (const each of section.querySelectorAll("form, .hint")) each.hidden = false;
    show();
    if (kept) section.scrollIntoView();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const section = document.getElementById("everywhere");
    if (section) start(section);
  });
})();
