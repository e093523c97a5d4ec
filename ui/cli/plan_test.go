package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"mailgrant/ui/report"
)

func TestThePlanIsWhatACheckSends(t *testing.T) {
	tests := map[string]struct {
		args []string
		set  func(*testing.T, *stage)
	}{
		"values with a secret":    {values(t, "good"), secretOf("good")},
		"values without a secret": {values(t, "good"), nil},
		"values with mailboxes":   {values(t, "good", "--mailbox", "support@contoso.com", "--must-refuse", "ceo@contoso.com"), secretOf("good")},
		"a saved one":             {[]string{"check", "good"}, nil},
		"offline":                 {values(t, "good", "--offline"), secretOf("good")},
		"values not fit to send":  {values(t, "good", "--token-endpoint", "https://example.net/x"), secretOf("good")},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			if tt.set != nil {
				tt.set(t, s)
			}
			var plan report.JSONPlan
			r := s.run(append(tt.args, "--plan", "--format", "json")...)
			if err := json.Unmarshal([]byte(r.out), &plan); err != nil || r.code != 0 {
				t.Fatalf("exit %d, %v: %s", r.code, err, r.err)
			}
			if len(s.ms.Requests()) > 0 {
				t.Fatal("planning sent something")
			}
			s.run(tt.args...)
			var planned, sent []string
			for _, p := range plan.Requests {
				address, _, _ := strings.Cut(p.URL, "?")
				planned = append(planned, p.Method+" "+address)
			}
			for _, q := range s.ms.Requests() {
				sent = append(sent, q.Method+" https://"+q.Host+q.Path)
			}
			slices.Sort(planned)
			slices.Sort(sent)
			if !slices.Equal(planned, sent) {
				t.Errorf("planned %v, sent %v", planned, sent)
			}
		})
	}
}
