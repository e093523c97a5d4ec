package cli

import (
	"bytes"
	"context"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/finding"
)

// TestAGoodAppPassesInEveryCloud gives only the endpoint: only the discovery
// document tells in which of the US Government's two clouds a tenant is.
func TestAGoodAppPassesInEveryCloud(t *testing.T) {
	now := time.Now()
	for name, tenant := range map[string]entratest.Tenant{
		"worldwide": entratest.Contoso(now), "GCC High": entratest.Fabrikam(now), "DoD": entratest.Woodgrove(now), "China": entratest.Litware(now),
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			ms, err := entratest.Start(tenant)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(ms.Close)
			app := tenant.Good()
			s.ms, s.env[secretVariable] = ms, app.Secret()
			var out, errs bytes.Buffer
			code := Run(context.Background(), []string{"check", "--format", "json", "--guide", practiceGuide, "--client-id", app.ClientID,
				"--token-endpoint", "https://" + tenant.Cloud.LoginHost() + "/" + tenant.ID + "/oauth2/v2.0/token",
				"--mailbox", tenant.Mailboxes[0].Address}, s.world(&out, &errs))
			r := reports(t, result{code, out.String(), errs.String()}).Reports[0]
			if code != exitGood || r.Cause != nil || r.Cloud != tenant.Cloud || r.Verdict != finding.Pass {
				t.Errorf("exit %d, %s in %s: %s", code, r.Verdict, r.Cloud, r.Summary)
			}
		})
	}
}
