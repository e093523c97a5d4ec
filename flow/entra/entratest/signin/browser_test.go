package signin

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience limits a wait for mailgrant or the browser; only what hangs takes
// that long, on any machine.
const patience = 2 * time.Minute

var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// clean are the functions to run after all tests.
var clean struct {
	sync.Mutex
	all []func()
}

func afterAll(do func()) {
	clean.Lock()
	defer clean.Unlock()
	clean.all = append(clean.all, do)
}

// chromium is one browser for all tests, and another one once it no longer answers.
var chromium struct {
	sync.Mutex
	ctx context.Context
}

// inChromium is the context of the browser, which it starts if need be.
func inChromium() (context.Context, error) {
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.ctx != nil {
		return chromium.ctx, nil
	}
	var err error
	chromium.ctx, err = newChromium() //nolint:fatcontext // the browser outlives the call
	return chromium.ctx, err
}

// drop makes the next window one of a new browser.
func drop(hung context.Context) {
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.ctx == hung {
		chromium.ctx = nil //nolint:fatcontext // another takes its place
	}
}

// newChromium starts a browser that can reach only this computer. Its flags are
// those it needs as root in a container.
func newChromium() (context.Context, error) {
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(found(browsers)),
		chromedp.Flag("headless", "new"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"),
		chromedp.WindowSize(800, 900))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(allocator)
	afterAll(func() { cancel(); stop() })
	return ctx, begin(ctx, stop)
}

// begin makes the first use of a browser or a window, whose context must not
// have a time limit: the window would end with it.
func begin(ctx context.Context, stop func()) error {
	hung := time.AfterFunc(patience/2, stop)
	defer hung.Stop()
	return chromedp.Do(ctx)
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, f := range clean.all {
		f()
	}
	os.Exit(code)
}

// window is one browser window, with its own cookies.
type window struct {
	t   *testing.T
	ctx context.Context
}

func open(t *testing.T) window {
	t.Helper()
	needed(t, "chromium", browsers...)
	ctx, err := newWindow(t)
	if err != nil {
		t.Logf("the browser does not answer (%v): another one is started", err)
		ctx, err = newWindow(t)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	t.Cleanup(cancel)
	return window{t, ctx}
}

func newWindow(t *testing.T) (context.Context, error) {
	browser, err := inChromium()
	if err != nil {
		drop(browser)
		return nil, err
	}
	ctx, closeWindow := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(closeWindow)
	if err = begin(ctx, closeWindow); err != nil {
		drop(browser)
	}
	return ctx, err
}

// step is an action on a page.
type step = chromedp.Action[chromedp.Void]

func (w window) do(steps ...step) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, steps...); err != nil {
		w.stuck(err)
	}
}

// read returns something from a window's page.
func read[T any](w window, from chromedp.Action[T]) T {
	w.t.Helper()
	got, err := chromedp.Run(w.ctx, from)
	if err != nil {
		w.stuck(err)
	}
	return got
}

// stuck fails the test and shows the page.
func (w window) stuck(err error) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), 10*time.Second)
	defer cancel()
	shown, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("location + ': ' + document.body.innerText"))
	w.t.Fatalf("%v; the page is %s", err, shown)
}

// click clicks an element. It tries again if the page was replaced meanwhile.
func click(selector string) step {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		for {
			done, err := chromedp.Click(chromedp.CSS(selector))(ctx, target)
			if err == nil || !strings.Contains(err.Error(), "node with given id") {
				return done, err
			}
		}
	}
}

func visit(address string) step { return chromedp.Navigate(address) }

// as picks an account on a page; press presses a button.
func as(account string) step { return click(`button[value="` + account + `"]`) }

func press(id string) step { return click("#" + id) }

func shows(id string) step { return chromedp.WaitVisible(chromedp.CSS("#" + id)) }

// text is the text of an element once it exists.
func text(id string) chromedp.Action[string] { return chromedp.Text(chromedp.CSS("#" + id)) }
