package flow

import (
	"slices"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// asksTenant reports the page that asks for the organization.
func (s State) asksTenant() bool { return s.At == s.Step(guide.StepTenant).ID }

// location is what the user says about the tenant. Given values can say it with
// an endpoint alone.
func (s State) location() value.Location {
	text := s.Values.Organization
	if clean, _ := value.Clean(text); clean == "" && s.Given {
		text = s.Values.TokenEndpoint
	}
	where, _, _ := value.ParseLocation(text)
	return where
}

// locate looks the tenant up, unless that is not needed or has failed.
func (s State) locate() (State, []Effect) {
	where := s.location()
	failed := s.Insisted && (s.At == guide.StepTenant || len(s.Discoveries) > 0)
	switch clean, _ := value.Clean(s.Values.Organization); {
	case clean == "" && where.Tenant == "" && s.Diagnosing: // a diagnosis does without
		return s.enter(s.Steps()[s.Index(s.At)+1].ID)
	case !failed && !(clean == "" && (s.Diagnosing || value.IsGUID(where.Tenant))):
		return s.discover()
	}
	s = s.adopt(wire.Discovery{})
	s.Problems = nil
	return s.forward()
}

// MayBeEmpty reports whether a field may stay empty. Of given values, the
// organization and the endpoints follow from each other.
func (s State) MayBeEmpty(id finding.FieldID) bool {
	if s.Case.MayBeEmpty(id) {
		return true
	}
	clean, _ := value.Clean(s.Values.Text(id))
	switch {
	case !s.Given || clean != "":
		return false
	case id == guide.FieldOrganization:
		return s.location().Tenant != ""
	case id == guide.FieldToken || id == guide.FieldAuth:
		return !s.Discovered
	}
	return false
}

// discover asks which tenant the typed organization belongs to. A bare domain or
// GUID is looked up in the global cloud first.
func (s State) discover() (State, []Effect) {
	where := s.location()
	cloud := where.Cloud
	if cloud == "" {
		cloud = value.Global
	}
	s.Discoveries = nil
	return s.discoverIn(where, cloud)
}

func (s State) discoverIn(where value.Location, clouds ...value.Cloud) (State, []Effect) {
	s.Phase, s.Problems = Looking, nil
	s.Attempt++
	s.Awaited = nil
	var effects []Effect
	for _, c := range clouds {
		s.Awaited = append(slices.Clone(s.Awaited), finding.TenantCheck)
		effects = append(effects, LookUpTenant{Attempt: s.Attempt, Cloud: c, Host: where.Host(c), Tenant: where.Tenant})
	}
	return s, effects
}

func (s State) tenantSeen(e TenantSeen) (State, []Effect) {
	if !s.awaits(e.Attempt, finding.TenantCheck) {
		return s, nil
	}
	s = s.got(finding.TenantCheck)
	e.Discovery = e.Discovery.Hiding(s.Values.Secret)
	if s.Phase == Verifying {
		d := e.Discovery
		s.Results.Tenant = &d
		return s.rescoped()
	}
	s.Discoveries = append(slices.Clone(s.Discoveries), e.Discovery)
	where := s.location()
	if e.Discovery.TenantID == "" && where.Cloud == "" && e.Cloud == value.Global && check.TenantUnknown(e.Discovery.Reply) {
		return s.discoverIn(where, value.USGov, value.China)
	}
	if len(s.Awaited) > 0 {
		return s, nil
	}
	s.Phase = Asking
	i := slices.IndexFunc(s.Discoveries, func(d wire.Discovery) bool { return d.TenantID != "" })
	if i < 0 {
		s.Problems, s.Insisted = []finding.Finding{noTenant(where.Tenant, s.Discoveries, s.Practice)}, true
		return s.settled(), nil
	}
	if s = s.adopt(s.Discoveries[i]); s.At == guide.StepValues { // the test shows whether they belong together
		return s.forward()
	}
	return s, nil
}

// adopt takes over the tenant that was found; the user confirms it with
// Continue. If none was found, it uses what was typed.
func (s State) adopt(d wire.Discovery) State {
	where := s.location()
	old := s.Values
	a := &s.Values
	a.Tenant, a.Cloud, a.Domain = where.Tenant, where.Cloud, ""
	if !value.IsGUID(where.Tenant) {
		a.Domain = where.Tenant
	}
	if d.TenantID != "" {
		a.Tenant, a.Cloud = d.TenantID, d.Cloud
	}
	if a.Cloud == "" {
		a.Cloud = value.Global
	}
	a.Mailboxes = s.putMailbox()
	if where.Mailbox != "" {
		a.Mailboxes = []string{where.Mailbox}
		if a.Mailbox == "" {
			a.Mailbox = where.Mailbox
		}
	}
	if s.Diagnosing { // it was typed beside the organization
		a.Mailboxes = a.Instead()
	}
	if old.TokenEndpoint == "" || old.TokenEndpoint == value.TokenEndpoint(old.Cloud, old.Tenant) {
		a.TokenEndpoint = where.TokenEndpoint(a.Cloud, a.Tenant)
	}
	if g := s.Guide(); old.AuthEndpoint == "" || old.AuthEndpoint == g.AuthEndpoint(old.Cloud, old.Tenant) {
		a.AuthEndpoint = g.AuthEndpoint(a.Cloud, a.Tenant)
	}
	s.Discovered = true
	return s
}

// noTenant says why no tenant was found. The first reply that says more than
// "not here" decides.
func noTenant(tenant string, discoveries []wire.Discovery, practice bool) finding.Finding {
	for _, d := range discoveries {
		if !check.TenantUnknown(d.Reply) {
			f := check.ReplyFinding(finding.TenantCheck, d.Reply)
			f.Field = guide.FieldOrganization
			return f
		}
	}
	asked := "any of its clouds"
	if len(discoveries) == 1 {
		asked = "this cloud"
	}
	f := finding.New(finding.TenantCheck, finding.TenantNotFound,
		"Microsoft knows no organization by the name "+text.Clean(tenant)+" in "+asked+".",
		"Check the spelling of the address.",
		"If the domain is new, ask your administrator whether it is verified under Entra ID > Domain names, or use the address that ends in .onmicrosoft.com.")
	switch {
	case practice:
		f.Says = "Practice knows no organization by the name " + text.Clean(tenant) + ". Microsoft was not asked."
		f.Do = []string{"Use support@contoso.com or support@northwindtraders.com, or fill in the practice values."}
	case value.IsGUID(tenant):
		f.Do = []string{"Copy Directory (tenant) ID again from the Overview page of an app, or of Entra ID."}
	}
	f.Step, f.Field = guide.StepTenant, guide.FieldOrganization
	return f
}
