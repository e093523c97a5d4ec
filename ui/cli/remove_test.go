package cli

import (
	"context"
	"encoding/json"
	"testing"

	"mailgrant/store"
	"mailgrant/ui/report"
)

func TestRemovedIsReportedOnlyIfTheSecretIsGone(t *testing.T) {
	tests := map[string]struct {
		fails store.Kind
		code  int
		gone  bool
	}{
		"removed":                  {"", 0, true},
		"the keyring keeps it":     {store.NotRemoved, exitKeyring, false},
		"the keyring is not there": {store.Unavailable, exitKeyring, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			if tt.fails != "" {
				s.memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: tt.fails, Op: op} })
			}
			r := s.run("remove", "good", "--yes")
			s.memory.FailWith(nil)
			_, err := s.memory.Get(context.Background(), "good")
			if gone := store.KindOf(err) == store.NotFound; r.code != tt.code || gone != tt.gone || (r.out != "") != tt.gone {
				t.Errorf("exit %d, gone %v, %q %q", r.code, gone, r.out, r.err)
			}
		})
	}
}

func TestListAsJSONHoldsWhatTheIndexKeeps(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired")
	s.run("check", "--all")
	var all struct {
		Schema      string
		Credentials []report.JSONSaved
	}
	r := s.run("list", "--format", "json")
	if err := json.Unmarshal([]byte(r.out), &all); err != nil || len(all.Credentials) != 2 {
		t.Fatalf("%v: %s", err, r.out)
	}
	if e := all.Credentials[0]; all.Schema != "mailgrant.list/1" || e.ShortName != "expired" || e.LastProof.Cause != "secret-expired" {
		t.Errorf("%+v", all)
	}
}
