package flow_test

import (
	"strings"
	"testing"

	"mailgrant/flow/guide"
)

// TestTheZammadGuideHasAllThatItsPageHas lists what Zammad's page "Microsoft 365
// Graph Email: Accounts" asks for, and where the guide says it.
func TestTheZammadGuideHasAllThatItsPageHas(t *testing.T) {
	g := guideOf("zammad-microsoft-365-graph")
	saysAll(t, g, map[string]said{
		"first steps: the FQDN":                {guide.StepRegister, []string{"Settings > System > Fully Qualified Domain Name"}},
		"first steps: the callback URL":        {guide.StepReady, []string{"Channels > Microsoft 365 Graph Email", "Connect Microsoft 365 App", "Your callback URL"}},
		"create app: New registration":         {guide.StepRegister, []string{"press New registration", "Name"}},
		"create app: two account types":        {guide.StepRegister, []string{"Accounts in this organizational directory only", "Accounts in any organizational directory"}},
		"create app: platform Web":             {guide.StepRegister, []string{"choose Web and paste", "Press Register"}},
		"create app: the client ID":            {guide.StepClientID, []string{"Application (client) ID"}},
		"create secret":                        {guide.StepSecret, []string{"Certificates & secrets", "New client secret", "description", "Press Add", "Value", "not this one"}},
		"permissions: delegated":               {guide.StepPermission, []string{"Microsoft Graph", "Delegated permissions (not Application)", "email, offline_access, openid and profile", "press Add permissions"}},
		"Microsoft: consent, and who may give": {guide.StepConsent, []string{"late 2025", "Grant admin consent"}},
		"Microsoft: what the page may say":     {guide.StepSignIn, []string{"AADSTS50011"}},
	})
	toldInOrder(t, afterwards(g), "press Connect", "Add Account", "User mailbox or Shared mailbox", "Authenticate", "Accept", "Destination Group", "Folder", "Keep messages on server", "archive mode",
		"Configure App", "Exchange admin center", "Send as", "Read and manage (Full Access)", "Reauthenticate")
	var labels []string
	for _, e := range g.Sheet {
		labels = append(labels, e.Label+"="+e.Value)
	}
	if got := strings.Join(labels, ", "); got != "Client ID={client-id}, Client Secret=, Tenant UUID/Name={tenant}, Microsoft cloud={cloud: global = Global, usgov = US Government (GCC High)}" {
		t.Error(got)
	}
	for _, p := range []string{"offline_access", "openid", "profile", "Mail.ReadWrite", "Mail.Send", "Mail.ReadWrite.Shared", "Mail.Send.Shared"} {
		if !strings.Contains(g.Text, "| `"+p+"` | Delegated |") {
			t.Errorf("it lacks %s", p)
		}
	}
	toldInOrder(t, g.Source, "channels/microsoft365-graph/index.html", "channels/microsoft365-graph/accounts.html", "App Configuration", "zammad/zammad")
}
