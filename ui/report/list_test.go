package report

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"mailgrant/store"
)

func TestADayIsThatOfUTC(t *testing.T) {
	for name, at := range map[string]time.Time{
		"it is tomorrow here":  time.Date(2026, 11, 21, 1, 0, 0, 0, time.FixedZone("east", 14*3600)),
		"it is yesterday here": time.Date(2026, 11, 19, 23, 0, 0, 0, time.FixedZone("west", -11*3600)),
	} {
		if got := day(at); got != "2026-11-20" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestTheJSONOfAListSaysWhatIsLost(t *testing.T) {
	data, err := json.Marshal(shown(store.Entry{Slug: "a", Lost: true, Removing: true, LastCheck: &store.Check{Differs: true}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{`"secret_lost":true`, `"removing":true`, `"keyring_differs":true`} {
		if !strings.Contains(string(data), key) {
			t.Errorf("%s lacks %s", data, key)
		}
	}
}
