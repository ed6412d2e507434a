"use strict";
(() => {
  const data = JSON.parse(document.getElementById("quandary-page").textContent);
  const page = document.getElementById("page");
  const tell = (text, more = {}) => (data.words[text] || text).replace(/{(\w+)}/g, (_, name) => more[name]);

  // ------------------------------------------------------------------ elements, never from text as markup

  const make = (kind, more = {}, ...inside) => {
    const made = document.createElement(kind);
    for (const [key, value] of Object.entries(more)) {
      if (key === "on") for (const [name, does] of Object.entries(value)) made.addEventListener(name, does);
      else if (key in made && key !== "list") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...inside);
    return made;
  };

  // ------------------------------------------------------------------ exact fractions

  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };
  const fraction = (top, bottom = 1n) => {
    const d = gcd(top, bottom) || 1n;
    return bottom < 0n ? [-top / d, -bottom / d] : [top / d, bottom / d];
  };
  const read = (text) => {
    const found = /^\s*(\d+)(?:\s*\/\s*(\d+)|[.,](\d+))?\s*(%?)\s*$/.exec(text);
    if (!found || (found[2] && BigInt(found[2]) === 0n)) return null;
    let top = BigInt(found[1] + (found[3] || "")), bottom = 10n ** BigInt((found[3] || "").length);
    if (found[2]) bottom = BigInt(found[2]);
    if (found[4]) bottom *= 100n;
    return fraction(top, bottom);
  };
  const times = (a, b) => fraction(a[0] * b[0], a[1] * b[1]);
  const plus = (a, b) => fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
  const minus = (a, b) => plus(a, [-b[0], b[1]]);
  const said = (a) => (a[1] === 1n ? `${a[0]}` : `${a[0]}/${a[1]}`);
  const decimal = (a) => String(Number((a[0] * 1000000n) / a[1]) / 1000000).replace(".", tell("0.5")[1]);
  const isLess = (a, b) => a[0] * b[1] < b[0] * a[1];

  // ------------------------------------------------------------------ the picture

  const NS = "http://www.w3.org/2000/svg";
  const figure = make("figure", { id: "tree" });
  const drawing = document.createElementNS(NS, "svg");
  drawing.setAttribute("viewBox", `0 0 ${data.size[0]} ${data.size[1]}`);
  drawing.setAttribute("width", data.size[0]);
  drawing.setAttribute("height", data.size[1]);
  drawing.setAttribute("role", "group");
  drawing.setAttribute("tabindex", "0");
  drawing.setAttribute("aria-label", tell("The tree. Arrow keys go through its nodes and branches."));
  figure.append(drawing);
  const line = make("p", { className: "said faint", id: "said", role: "status" });
  line.setAttribute("aria-live", "polite");

  let rule = "", step = -1, at = -1;
  const parts = () => [...drawing.querySelectorAll("g.node, g.branch")];
  const draw = (picture) => {
    // pieces are SVG that Quandary wrote; labels in them are text with every sign of markup escaped
    drawing.innerHTML = picture.map((number) => data.pieces[number]).join("");
    parts().forEach((part) => { part.setAttribute("role", "img"); });
    at = -1;
  };
  const current = () => data.rules.find((each) => each.id === (step < 0 ? rule : data.steps[step].rule));
  const choose = (part) => {
    parts().forEach((each) => each.classList.toggle("chosen", each === part));
    if (!part) return;
    const found = current();
    const reasons = (found && found.reasons[part.id]) || [];
    const name = part.getAttribute("aria-label") || "";
    line.textContent = reasons.length ? reasons.join(" ") : name;
    if (!found && data.rules.length) line.textContent = tell("{name}. Choose a rule to read what it says here.", { name });
  };
  drawing.addEventListener("keydown", (event) => {
    const all = parts(), by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Home" || event.key === "End" || by) {
      at = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : (at + by + all.length) % all.length;
      choose(all[at]);
      event.preventDefault();
      event.stopPropagation();
    }
  });
  drawing.addEventListener("click", (event) => {
    const part = event.target.closest("g.node, g.branch");
    at = parts().indexOf(part);
    choose(part);
  });

  // ------------------------------------------------------------------ rules and steps

  const heading = make("h2", { id: "verdict" });
  const about = make("p", { className: "faint" });
  const told = make("dl");
  const plans = make("ul");
  const reasons = make("section", { id: "answer" }, heading, about, told, make("h2", {}, tell("Permitted plans lead to")), plans);
  const press = (id) => buttons.forEach((each) => each.setAttribute("aria-pressed", String(each.value === id)));
  const showRule = (id, from = "person") => {
    rule = id;
    step = -1;
    const found = current();
    press(id);
    reasons.hidden = !found;
    draw(found ? found.picture : data.plain);
    line.textContent = found ? tell("Choose a branch to read why the rule permits it, or does not.") : "";
    if (found) {
      heading.textContent = `${found.name}: ${found.verdict}`;
      about.textContent = found.summary;
      told.replaceChildren(...found.statements.flatMap(([title, detail]) => [make("dt", {}, title), make("dd", {}, detail)]));
      plans.replaceChildren(...found.plans.map((plan) => make("li", {}, plan)));
    }
    stepName.textContent = "";
    settle(from, found ? `rule=${encodeURIComponent(id)}` : "");
  };
  const showStep = (number, from = "person") => {
    step = Math.max(0, Math.min(data.steps.length - 1, number));
    rule = "";
    press(data.steps[step].rule);
    reasons.hidden = true;
    draw(data.steps[step].picture);
    stepName.textContent = tell("Step {step} of {steps}: {name}", { step: step + 1, steps: data.steps.length, name: data.steps[step].name });
    line.textContent = data.steps[step].notes;
    settle(from, `step=${step + 1}`);
  };
  const settle = (from, hash) => {
    back.disabled = step === 0;
    on.disabled = step === data.steps.length - 1;
    if (from === "person") history.replaceState(null, "", `#${hash}`);
  };
  const buttons = data.rules.map((each) =>
    make("button", { type: "button", value: each.id, title: each.summary, on: { click: () => showRule(rule === each.id ? "" : each.id) } }, each.name));
  const stepName = make("span", { className: "name", role: "status" });
  const back = make("button", { type: "button", id: "back", on: { click: () => showStep(step - 1) } }, tell("Step back"));
  const on = make("button", { type: "button", id: "on", on: { click: () => showStep(step + 1) } }, tell("Next step"));
  const look = make("button", { type: "button", id: "look", on: { click: () => {
    const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.look || (dark ? "dark" : "light");
    root.dataset.look = now === "dark" ? "light" : "dark";
  } } }, tell("Light or dark"));
  const rules = make("div", { className: "bar", id: "rules", role: "group" }, ...buttons);
  rules.setAttribute("aria-label", tell("Decision rules"));
  const steps = make("div", { className: "bar", id: "steps" }, back, on, stepName, look);
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, summary") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "PageDown" || event.key === "n") showStep(step + 1);
    else if (event.key === "PageUp" || event.key === "p") showStep(step - 1);
    else return;
    event.preventDefault();
  });

  // ------------------------------------------------------------------ policies

  const policies = () => {
    const policy = data.policy, table = make("table"), verdict = make("p", { id: "policy-verdict", role: "status" });
    const shares = policy.nodes.map((node) => node.shares.map(read));
    const work = () => {
      const total = policy.ends.map(() => [0n, 1n]);
      for (const [chance, choices, end] of policy.ways) {
        const p = choices.reduce((p, [node, branch]) => times(p, shares[node][branch]), read(chance));
        total[end] = plus(total[end], p);
      }
      table.replaceChildren(...policy.ends.flatMap((end, n) => total[n][0] === 0n ? [] :
        [make("tr", {}, make("td", {}, end), make("td", {}, said(total[n])), make("td", { className: "faint" }, decimal(total[n])))]));
      const pattern = shares.map((node) => node.flatMap((share, n) => (share[0] > 0n ? [n] : [])).join(",")).join("|");
      const known = policy.dominated && policy.dominated[pattern];
      verdict.textContent = known === undefined || known === null
        ? tell("Whether this policy is dominated is not worked out on this page.")
        : known ? tell("This policy is dominated: another policy is strictly better.") : tell("No policy is strictly better than this one.");
    };
    const rows = policy.nodes.flatMap((node, n) => node.branches.slice(0, -1).map((branch, b) => {
      const field = make("input", { type: "text", value: said(shares[n][b]) });
      const slider = make("input", { type: "range", min: 0, max: 60, step: 1, value: Number((shares[n][b][0] * 60n) / shares[n][b][1]) });
      const name = `${node.name}: ${branch}`;
      field.setAttribute("aria-label", tell("{name}, exactly", { name }));
      slider.setAttribute("aria-label", name);
      const set = (share) => {
        const others = shares[n].reduce((sum, each, m) => (m === b || m === node.branches.length - 1 ? sum : plus(sum, each)), [0n, 1n]);
        const rest = minus(minus([1n, 1n], others), share);
        const valid = share && !isLess(rest, [0n, 1n]);
        field.setAttribute("aria-invalid", String(!valid));
        if (!valid) return false;
        shares[n][b] = share;
        shares[n][node.branches.length - 1] = rest;
        slider.setAttribute("aria-valuetext", said(share));
        work();
        return true;
      };
      slider.addEventListener("input", () => { const share = fraction(BigInt(slider.value), 60n); if (set(share)) field.value = said(share); });
      field.addEventListener("change", () => { const share = read(field.value); if (share && set(share)) slider.value = Number((share[0] * 60n) / share[1]); else field.setAttribute("aria-invalid", "true"); });
      slider.setAttribute("aria-valuetext", said(shares[n][b]));
      return make("div", { className: "slider" }, make("span", {}, name), slider, field);
    }));
    work();
    return make("section", { id: "policies" }, make("h2", {}, tell("How often the agent takes each branch")), ...rows,
      make("h2", {}, tell("What this policy leads to")), table, verdict,
      make("p", { className: "faint" }, tell("Worked out exactly on this page; whether a policy is dominated is looked up in a table that Quandary made.")));
  };

  // ------------------------------------------------------------------ all of it

  const outline = make("ul", { className: "tree" }, ...data.outline.map(([depth, text]) => {
    const entry = make("li", {}, text);
    entry.style.setProperty("padding-left", `${depth * 1.6}em`);
    return entry;
  }));
  const refused = make("details", { id: "refused" }, make("summary", {}, tell("Rules that have no answer here, and why")),
    make("dl", {}, ...data.refused.flatMap(([names, why]) => [make("dt", {}, names), make("dd", {}, why)])));
  refused.hidden = !data.refused.length;
  page.append(rules, refused, steps, figure, line, reasons);
  if (data.policy) page.append(policies());
  if (data.notes) page.append(make("section", {}, make("h2", {}, tell("Notes")), make("pre", {}, data.notes)));
  page.append(make("section", { className: "only-screen" }, make("details", {}, make("summary", {}, tell("The tree as text")), outline)));
  rules.hidden = !data.rules.length;

  const follow = () => {
    const [, kind, value] = /^#(step|rule)=(.*)$/.exec(location.hash) || [];
    const wanted = kind === "rule" ? decodeURIComponent(value) : "";
    if (kind === "step" && Number(value) >= 1 && data.steps.length) showStep(Number(value) - 1, "link");
    else showRule(data.rules.some((each) => each.id === wanted) ? wanted : data.rule, "link");
  };
  addEventListener("hashchange", follow);
  follow();
})();
