package cli

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/wire"
	"mailgrant/ui/run"
)

// consentLater answers like Microsoft until consent has spread.
func consentLater(tenant string, after time.Duration) flow.Doer {
	began := time.Now()
	return func(ctx context.Context, e flow.Effect) flow.Event {
		switch e := e.(type) {
		case flow.LookUpTenant:
			return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: wire.Discovery{TenantID: tenant, Cloud: e.Cloud}}
		case flow.FetchToken:
			run.Pause(ctx, e.After)
			g := wire.Grant{Reply: wire.Reply{At: time.Now()}, Got: true, TenantID: tenant, AppID: e.ClientID, ObjectID: "x", Audience: "https://graph.microsoft.com"}
			if time.Since(began) >= after {
				g.Roles = []string{"User.Read.All", "Mail.ReadWrite", "Mail.Send"}
			}
			return flow.TokenSeen{Attempt: e.Attempt, Grant: g}
		default:
			return flow.Told{}
		}
	}
}

func TestALongWaitReportsEachMinute(t *testing.T) {
	answers := sample(t, "good").Values
	tests := map[string]struct {
		after, wait time.Duration
		practice    bool
		first, last string
		lines       int
	}{
		"a day":              {time.Hour, 24 * time.Hour, false, "mailgrant: Still waiting for consent (good): 1 min of 24 h, next try ", " min of 24 h, next try ", 60},
		"a while":            {3 * time.Minute, 10 * time.Minute, false, "1 min of 10 min", " min of 10 min, next try ", 6},
		"less than a minute": {20 * time.Second, time.Hour, false, "", "", 0},
		"no wait at all":     {time.Hour, 0, false, "", "", 0},
		"practice":           {time.Hour, 2 * time.Hour, true, "", "", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var errs strings.Builder
				c := &checker{
					do: consentLater(answers.Tenant, tt.after), now: time.Now, warn: &errs,
					o: &checkOptions{wait: tt.wait, timeout: time.Minute, practice: tt.practice},
				}
				c.check(t.Context(), subject{answers: answers})
				lines := strings.Split(strings.TrimSuffix(errs.String(), "\n"), "\n")
				if tt.lines == 0 {
					if errs.Len() > 0 {
						t.Errorf("said %q", errs.String())
					}
					return
				}
				if len(lines) < tt.lines || len(lines) > tt.lines+3 || !strings.Contains(lines[0], tt.first) || !strings.Contains(lines[len(lines)-1], tt.last) {
					t.Errorf("%d lines; want about %d\n%s", len(lines), tt.lines, errs.String())
				}
			})
		})
	}
}
