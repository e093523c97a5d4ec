package wizard

import (
	"slices"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

func TestValuesSomebodySentAreTestedWithoutThePortal(t *testing.T) {
	s := sit(t, goodWorld()).keys("down", "enter")
	s.sees("Which product are the values for?")
	s.to(guide.StepValues)
	s.sees("1/3", "Client ID", "Client secret")
	s.given().pick("Test it: it fetches and sends")
	s.to(guide.StepHandoff)
	s.sees("Saved as contoso")
}

func TestAWrongSecretThatWasSentIsTriedOnceAndLeadsBackToTheValues(t *testing.T) {
	w := goodWorld()
	w.grant = refused(401, 7000215, "AADSTS7000215: Invalid client secret provided.")
	s := sit(t, w).keys("down", "enter").given().pick("Test it")
	s.sees("The client secret is wrong", "Enter the secret again")
	asked := 0
	for _, e := range w.effects {
		if _, ok := e.(flow.FetchToken); ok {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("a secret that is not new was tried %d times", asked)
	}
}

func TestAnotherTenantKeepsTheGuideAndTheFirstSheet(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepHandoff).toOptions().keys("down", "enter")
	if got := s.m.state; got.At != guide.StepTenant || got.Values.Guide == "" || !got.Values.Secret.Empty() || got.Values.ClientID != "" {
		t.Fatalf("at %s with %+v", got.At, got.Values)
	}
	s.to(guide.StepVerify)
	s.sees("contoso-2")
	s.to(guide.StepHandoff)
	names := []string{}
	for _, h := range s.m.state.Outcomes() {
		names = append(names, h.Credential.Name)
	}
	if !slices.Equal(names, []string{"contoso", "contoso-2"}) {
		t.Errorf("handed over %v", names)
	}
}

func TestAutomationAnywhereAsksForTheMailboxAndNoEndpoint(t *testing.T) {
	w := goodWorld()
	w.grant.Roles = []string{"Mail.ReadWrite", "Mail.Send"}
	s := sit(t, w).to(guide.StepGuide).pick("Automation Anywhere").to(guide.StepMailbox)
	s.sees("support@contoso.com")
	s.to(guide.StepHandoff)
	s.sees("Azure Global", "Tenant ID", tenantID, "Username", "support@contoso.com")
}

func TestAutomationAnywhereSaysWhichCloudItCantReach(t *testing.T) {
	w := goodWorld()
	w.tenant.Cloud = value.China
	s := sit(t, w).to(guide.StepGuide).pick("Automation Anywhere").to(guide.StepTenant)
	s.paste("support@contoso.cn").keys("enter", "enter")
	s.sees("can't connect to China (21Vianet)")
	if s.m.state.At != guide.StepTenant {
		t.Errorf("went on to %s", s.m.state.At)
	}
}
