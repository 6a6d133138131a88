"""What a machine can say of a page: axe's rules, sideways scrolling, focus that something covers."""

from pathlib import Path

from playwright.sync_api import Page, expect

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COVERED = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const box = focused.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return null;
    const spots = [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]];
    const seen = spots.some(([x, y]) => {
        const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        const own = at?.closest("label")?.control === focused;
        return own || at && (focused.contains(at) || at.contains(focused));
    });
    return seen ? null : focused.outerHTML.slice(0, 120);
}"""


def look_at(page: Page, heading: str) -> None:
    """Fail on whatever is wrong with the page of this heading for those who see, hear or reach less."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.wait_for_load_state()
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):  # axe needs its timers
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        said = [
            f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]
        ]
        assert not said, f"{page.url}: {said}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide}"


def tab_through(page: Page, most: int = 120) -> int:
    """Reach everything by the Tab key; nothing that has the focus may lie under something else."""
    page.evaluate("document.activeElement?.blur()")
    for stop in range(most):
        page.keyboard.press("Tab")
        covered = page.evaluate(COVERED)
        assert covered is None, f"{page.url}: covered while focused: {covered}"
        if stop and page.evaluate("document.activeElement === document.body"):
            return stop
    return most
