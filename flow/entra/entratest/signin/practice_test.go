//go:build linux || darwin

package signin

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"mailgrant/flow/entra/entratest"
)

const (
	authCode  = "email-this-issue-auth-code"
	grantFlow = "email-this-issue-grant-flow"

	pasteBack = "Sign in, then paste the address"
	loopback  = "Sign in through this computer"
	works     = "It works"
)

// of are the values of one of Contoso's apps.
func of(t *testing.T, key string) values {
	t.Helper()
	app, ok := entratest.Contoso(time.Now()).App(key)
	if !ok {
		t.Fatalf("no app %q in the cast", key)
	}
	return values{support, entratest.ProductRedirect, app.ClientID, app.Secret()}
}

// copied is what a user copies in practice: the address of the product's page,
// or the whole text of Microsoft's.
func (w window) copied() string {
	w.t.Helper()
	return read(w, chromedp.Evaluate[string]("document.querySelector('#address')?.value ?? document.body.innerText"))
}

// location is the browser's address.
func (w window) location() string {
	w.t.Helper()
	return read(w, chromedp.Evaluate[string]("location.href"))
}

// told is the heading of the page on which mailgrant ends a browser flow.
func (w window) told() string {
	w.t.Helper()
	w.do(chromedp.WaitVisible(chromedp.CSS("main.good, main.bad, main.plain")))
	return read(w, chromedp.Text(chromedp.CSS("h1")))
}

func codeIn(t *testing.T, address string) string {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil || at.Query().Get("code") == "" {
		t.Fatalf("no code in %q: %v", address, err)
	}
	return at.Query().Get("code")
}

// finish saves the credential and quits; it returns the output from the test
// on.
func (s session) finish() string {
	s.t.Helper()
	proven := len(s.Raw())
	s.At("Prove")
	s.WaitMatch("> (Save it in the keyring|Keep no copy)")
	s.Keys("enter")
	s.At("Hand-off sheet")
	s.pick("Finish")
	if code := s.Exit(); code != 0 {
		s.t.Errorf("exit %d:\n%s", code, s.Text())
	}
	return string(s.Raw()[proven:])
}

func TestAPersonSignsInThroughThisComputer(t *testing.T) {
	t.Parallel()
	s := sit(t, authCode).toSignIn(of(t, "sign-in"))
	s.pick(loopback)
	s.do(visit(s.link()), as(support), press("cancel"))
	if told := s.told(); told != "Microsoft said no" {
		t.Errorf("the browser shows %q", told)
	}
	s.Wait("The permissions were not accepted on Microsoft's page.")
	s.pick("Begin again")
	s.do(visit(s.link()), as(support), press("accept"))
	if told := s.told(); told != "Signed in" {
		t.Errorf("the browser shows %q", told)
	}
	code := codeIn(t, s.location())
	s.At("Prove")
	s.Wait(works)
	s.Wait("Signed in as " + support)
	s.finish()
	s.holdsNone(map[string]string{code: "the code", "eyJ": "a token"})
	if !strings.Contains(s.Text(), "remove http://localhost from the app again") {
		t.Errorf("the end does not say that http://localhost has to go:\n%s", s.Text())
	}
}

func TestAPersonErrsAndSignsInAndPastesTheAddressBack(t *testing.T) {
	t.Parallel()
	s := sit(t, authCode).toSignIn(of(t, "sign-in"))
	s.pick(pasteBack)
	link := s.link()
	for _, c := range []struct {
		steps []step
		says  string
	}{
		{[]step{as("someone@outlook.com"), shows("error")}, "is a personal Microsoft account."},
		{[]step{as("someone@adatum.com"), shows("error")}, "does not belong to this tenant."},
		{[]step{as(support), press("cancel"), shows("address")}, "The permissions were not accepted on Microsoft's page."},
	} {
		s.do(append([]step{visit(link)}, c.steps...)...)
		s.paste(s.copied())
		s.Wait(c.says)
		s.Keys("ctrl+u")
	}
	s.do(visit(link), as(support), press("accept"), shows("address"))
	back := s.copied()
	s.paste(back)
	s.At("Prove")
	s.Wait(works)
	s.finish()
	s.holdsNone(map[string]string{codeIn(t, back): "the code", "eyJ": "a token"})
}

func TestAPersonMeetsAPageThatNeverComesBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		app, way string
		steps    []step
		says     string
	}{
		"approval is needed":          {"approval", loopback, []step{as(support), shows("error")}, "An administrator must approve this app first"},
		"approval was asked for":      {"approval-request", pasteBack, []step{as(support), shows("error")}, "An administrator must approve this app first"},
		"another redirect URI":        {"redirect-mismatch", pasteBack, []step{shows("error")}, "The redirect URI of the request is not exactly"},
		"this computer is not listed": {"redirect-mismatch", loopback, []step{shows("error")}, "add http://localhost, save"},
		"no redirect URI":             {"no-redirect", pasteBack, []step{shows("error")}, "has no redirect URI"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := sit(t, authCode).toSignIn(of(t, c.app))
			if c.way == loopback {
				s.pick(loopback)
			} else {
				s.pick(pasteBack)
			}
			s.do(append([]step{visit(s.link())}, c.steps...)...)
			if c.way == loopback {
				s.Wait("esc stop waiting")
				s.Keys("esc")
			}
			s.paste(s.copied())
			s.Wait(c.says)
		})
	}
}

func TestTheEndsOfABrowserFlowLookGood(t *testing.T) {
	t.Parallel()
	s := sit(t, authCode).toSignIn(of(t, "sign-in"))
	s.pick(loopback)
	link, err := url.Parse(s.link())
	if err != nil {
		t.Fatal(err)
	}
	back, state := link.Query().Get("redirect_uri"), link.Query().Get("state")
	long := strings.Repeat("of a refusal with many words, ", 20) + strings.Repeat("x", 200)
	for _, c := range []struct{ name, path, told string }{
		{"end-nothing", "/", "No answer here"},
		{"end-path", "/callback", "No such page"},
		{"end-refused", "/?error=access_denied&error_description=" + url.QueryEscape(long) + "&state=" + state, "Microsoft said no"},
		{"end-again", "/?code=x&state=" + state, "Already received"},
	} {
		s.do(visit(back + c.path))
		if told := s.told(); told != c.told {
			t.Errorf("%s shows %q", c.path, told)
		}
		s.looksGood(c.name)
	}
	s.pick("Begin again")
	s.do(visit(s.link()), as(support), press("accept"))
	s.told()
	s.looksGood("end-good")
}
