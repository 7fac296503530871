/* Narrows a long list of checkboxes down while the editor types, and names what is chosen above it. */
window.wagtail.app.register(
  "filtered-choices",
  class extends window.StimulusModule.Controller {
    static targets = ["chosen", "filter", "group", "choice"];

    connect() {
      // A list that can be seen whole needs no filter.
      this.filterTarget.hidden = this.choiceTargets.length < 20;
      this.show();
    }

    show() {
      const names = this.choiceTargets
        .filter((choice) => choice.querySelector("input").checked)
        .map((choice) => choice.textContent.trim());
      const { label, none } = this.chosenTarget.dataset;
      this.chosenTarget.textContent = names.length ? `${label} ${names.join(", ")}` : none;
    }

    narrow({ target }) {
      const words = this.plain(target.value).split(/\s+/).filter(Boolean);
      this.choiceTargets.forEach((choice) => {
        const text = this.plain(choice.textContent);
        choice.hidden = !words.every((word) => text.includes(word));
      });
      this.groupTargets.forEach((group) => {
        group.hidden = !group.querySelector("label:not([hidden])");
      });
    }

    /* Enter narrows the list; it does not save the page. */
    swallow(event) {
      event.preventDefault();
    }

    /* Without accents and capitals: "cote" finds "Côte d’Ivoire". */
    plain(text) {
      return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    }
  },
);
