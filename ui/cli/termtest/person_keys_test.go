//go:build linux || darwin

package termtest

import (
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
)

// counted counts what a person does.
type counted struct {
	walk
	keys, pastes int
}

func (c *counted) enter(then string) {
	c.t.Helper()
	c.keys++
	c.Keys("enter")
	c.WaitMatch(then)
}

func (c *counted) paste(text, then string) {
	c.t.Helper()
	c.pastes++
	c.Paste(text)
	c.WaitMatch(then)
}

// From the first screen of make demo to a saved credential: what a person types
// is not counted, since it depends on them.
func TestASavedCredentialTakesFewKeys(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pastes, keys int
		clientID     func(*counted)
		secret       func(*counted)
	}{
		"with pasted blocks": {3, 12, func(c *counted) {
			c.paste("Display name\tEmail This Issue mail\r\nApplication (client) ID\t"+c.app.ClientID+"\r\nObject ID\t7d1c9c9e-0b0a-4c07-a34e-2d5a1fd0a9b1\r\nDirectory (tenant) ID\t"+entratest.ContosoID+"\r\n", "[0-9a-f]{4} +well-formed")
		}, func(c *counted) {
			c.paste("mailgrant\t"+c.secret.Ends.Format("1/2/2006")+"\t"+c.secret.Value+"\t1f2e3d4c-0000-4000-8000-000000000001\r\n", "Put them in place")
			c.enter("40 characters, begins")
		}},
		"value by value": {3, 20, func(c *counted) {
			c.paste(c.app.ClientID, "[0-9a-f]{4} +well-formed")
		}, func(c *counted) {
			c.paste(c.secret.Value, "40 characters, begins")
			c.enter("> Expires")
			c.Type("24 months")
			c.Wait("ends on")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &counted{walk: toGuide(t, Options{Cols: 100, Rows: 30})}
			w.Wait("Which product")
			w.enter("Mailbox address")
			w.paste(w.mailbox, wellFormed)
			w.enter("> Yes: register and consent")
			w.enter("Have ready")
			w.enter("Register the app")
			w.enter("Copy the client ID")
			c.clientID(w)
			w.enter("> Continue: it fetches and sends")
			w.enter("> It is granted: continue")
			w.enter("Create the client secret")
			c.secret(w)
			for range 3 { // through the fields that are left
				if strings.Contains(w.Text(), "It works") {
					break
				}
				before := w.Text()
				w.keys++
				w.Keys("enter")
				w.until("for what enter does", func() bool {
					now, whole := w.glance()
					return whole && now != before && !strings.Contains(now, "stop waiting")
				})
			}
			w.Wait("It works")
			w.Wait("> Save it in the keyring")
			w.enter("Saved as contoso")
			t.Logf("%d pastes and %d keys", w.pastes, w.keys)
			if w.pastes > c.pastes || w.keys > c.keys {
				t.Errorf("it takes %d pastes and %d keys, more than %d and %d", w.pastes, w.keys, c.pastes, c.keys)
			}
			w.finish()
			w.ended(0)
		})
	}
}
