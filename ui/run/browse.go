package run

import (
	"context"
	"io"
	"net/url"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/cli/browser"
)

// browserWait is how long to wait for a browser to report that it could not
// start. One that still runs in the foreground has started.
const browserWait = 3 * time.Second

var silenceBrowser = sync.OnceFunc(func() { browser.Stdout, browser.Stderr = io.Discard, io.Discard })

// browse opens a web page and returns the result in words. opened is false if no
// browser did.
func browse(ctx context.Context, address string) (says string, opened bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return "This is not a web address, so it was not opened.", false
	}
	if !desktop() {
		return "There is no desktop to open a browser on. Copy the link and open it on a computer that has one.", false
	}
	silenceBrowser()
	done := Apart(func() (bool, error) { return true, browser.OpenURL(address) })
	wait := time.NewTimer(browserWait)
	defer wait.Stop()
	select {
	case e := <-done:
		_, err = e.Take()
	case <-wait.C:
	case <-ctx.Done():
	}
	if err != nil {
		return "The browser did not open. Copy the link and open it yourself.", false
	}
	return "Opened in your browser.", true
}

// desktop reports whether a browser would open in a window. Without a desktop,
// a text browser could take over the terminal.
func desktop() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	for _, name := range []string{"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"} {
		if os.Getenv(name) != "" {
			return true
		}
	}
	return false
}
