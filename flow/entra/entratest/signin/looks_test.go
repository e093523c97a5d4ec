package signin

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"mailgrant/flow/entra/entratest"
)

// fits measures a page: how much wider it is than its window, and the lowest
// contrast of a text with its background, by WCAG 2's formula.
const fits = `(() => {
  const shade = (c) => c.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => { const c = shade(getComputedStyle(e).backgroundColor); return c.length < 4 || c[3] ? c : behind(e.parentElement) };
  let contrast = 21;
  for (const e of document.querySelectorAll("body *")) {
    if (!e.innerText) continue;
    const [a, b] = [light(shade(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    contrast = Math.min(contrast, (a + 0.05) / (b + 0.05));
  }
  return {wider: document.documentElement.scrollWidth - document.documentElement.clientWidth, contrast};
})()`

// TestPagesAreGoodToLookAt measures each page on a phone and a desktop, light
// and dark. With MAILGRANT_SHOTS=DIR it also writes screenshots there.
func TestPagesAreGoodToLookAt(t *testing.T) {
	t.Parallel()
	m := start(t)
	page := func(app, redirect string) string {
		return m.Page(m.app(t, app, redirect).address())
	}
	app, _ := m.tenant.App("to-be-granted")
	consent := m.Page(issuer + "/adminconsent?" + url.Values{"client_id": {app.ClientID}}.Encode())
	for name, steps := range map[string][]step{
		"account":       {visit(page("sign-in", entratest.ProductRedirect))},
		"consent":       {visit(page("sign-in", entratest.ProductRedirect)), as(support), shows("accept")},
		"approval":      {visit(page("approval-request", entratest.ProductRedirect)), as(support), shows("return")},
		"error":         {visit(page("redirect-mismatch", entratest.ProductRedirect))},
		"admin-account": {visit(consent)},
		"admin-consent": {visit(consent), as(admin), shows("accept")},
		"address":       {visit(consent), as(admin), press("accept"), shows("address")},
		"elsewhere":     {visit(m.Page("https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"))},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t)
			w.do(steps...)
			w.looksGood(name)
		})
	}
}

// looksGood measures the current page.
func (w window) looksGood(name string) {
	w.t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{320, 800} {
			w.do(inScheme(scheme), chromedp.EmulateViewport(width, 700))
			got := read(w, chromedp.Evaluate[struct{ Wider, Contrast float64 }](fits))
			if got.Wider > 0 || got.Contrast < 4.5 {
				w.t.Errorf("%s, %s, %d wide: %+v", name, scheme, width, got)
			}
			keepShot(w.t, strings.Join([]string{name, scheme, map[int64]string{320: "small", 800: "large"}[width]}, "-"), read(w, chromedp.FullScreenshot(100)))
		}
	}
}

// inScheme makes pages believe that the user prefers light or dark.
func inScheme(scheme string) step {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return chromedp.Void{}, err
	}
}

func keepShot(t *testing.T, name string, picture []byte) {
	t.Helper()
	if dir := os.Getenv("MAILGRANT_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
