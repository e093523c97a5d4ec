package flow

import "slices"

// look asks which tenant stands behind what was typed. A domain or GUID alone
// is asked for in the global cloud first.
func (s State) look() (State, []Effect) {
	where, _, _ := ParseWhere(s.Answers.Where)
	cloud := where.Cloud
	if cloud == "" {
		cloud = Global
	}
	s.Place = nil
	return s.lookIn(where, cloud)
}

func (s State) lookIn(where Where, clouds ...Cloud) (State, []Effect) {
	s.Phase, s.Problems = Looking, nil
	s.Attempt++
	s.Waiting = nil
	var effects []Effect
	for _, c := range clouds {
		s.Waiting = append(slices.Clone(s.Waiting), TenantCheck)
		effects = append(effects, LookUpTenant{Attempt: s.Attempt, Cloud: c, Host: where.host(c), Tenant: where.Tenant})
	}
	return s, effects
}

// host is where a cloud is asked: its own sign-in host, or for a sovereign cloud
// without a known one the host of the endpoint given.
func (w Where) host(cloud Cloud) string {
	if e, ok := ParseEndpoint(w.Endpoint); ok && cloud == Other {
		return e.Host
	}
	return cloud.LoginHost()
}

// tokenEndpoint is the endpoint a found tenant comes to.
func (w Where) tokenEndpoint(cloud Cloud, tenant string) string {
	if cloud == Other && w.Endpoint != "" {
		return w.Endpoint
	}
	return TokenEndpoint(cloud, tenant)
}

func (s State) tenantSeen(e TenantSeen) (State, []Effect) {
	if !s.awaits(e.Attempt, TenantCheck) {
		return s, nil
	}
	s = s.got(TenantCheck)
	e.Discovery = e.Discovery.hiding(s.Answers.Secret)
	if s.Phase == Proving {
		d := e.Discovery
		s.Seen.Tenant = &d
		return s.rescoped()
	}
	s.Place = append(slices.Clone(s.Place), e.Discovery)
	where, _, _ := ParseWhere(s.Answers.Where)
	if e.Discovery.TenantID == "" && where.Cloud == "" && e.Cloud == Global && tenantUnknown(e.Discovery.Reply) {
		return s.lookIn(where, USGov, China)
	}
	if len(s.Waiting) > 0 {
		return s, nil
	}
	s.Phase = Asking
	i := slices.IndexFunc(s.Place, func(d Discovery) bool { return d.TenantID != "" })
	if i < 0 {
		s.Problems, s.Insisted = []Finding{s.lookUpProblem(where.Tenant)}, true
		return s, nil
	}
	return s.adopt(s.Place[i]), nil
}

// adopt takes over what the look-up found; the person confirms it by going on.
// With nothing found it takes what was typed at its word.
func (s State) adopt(d Discovery) State {
	where, _, _ := ParseWhere(s.Answers.Where)
	old := s.Answers
	a := &s.Answers
	a.Tenant, a.Cloud, a.Domain = where.Tenant, where.Cloud, ""
	if !IsGUID(where.Tenant) {
		a.Domain = where.Tenant
	}
	if d.TenantID != "" {
		a.Tenant, a.Cloud = d.TenantID, d.Cloud
	}
	if a.Cloud == "" {
		a.Cloud = Global
	}
	a.Mailboxes = nil
	if where.Mailbox != "" {
		a.Mailboxes = []string{where.Mailbox}
		if a.Mailbox == "" {
			a.Mailbox = where.Mailbox
		}
	}
	if old.TokenEndpoint == "" || old.TokenEndpoint == TokenEndpoint(old.Cloud, old.Tenant) {
		a.TokenEndpoint = where.tokenEndpoint(a.Cloud, a.Tenant)
	}
	if g := s.Guide(); old.AuthEndpoint == "" || old.AuthEndpoint == g.AuthEndpoint(old.Cloud, old.Tenant) {
		a.AuthEndpoint = g.AuthEndpoint(a.Cloud, a.Tenant)
	}
	s.Placed = true
	return s
}

// lookUpProblem says why no tenant was found: the first reply that says more
// than "not here" decides.
func (s State) lookUpProblem(tenant string) Finding {
	for _, d := range s.Place {
		if !tenantUnknown(d.Reply) {
			f := replyFinding(TenantCheck, d.Reply)
			f.Field = FieldWhere
			return f
		}
	}
	asked := "any of its clouds"
	if len(s.Place) == 1 {
		asked = "this cloud"
	}
	f := Found(TenantCheck, TenantNotFound,
		"Microsoft knows no organization by the name "+CleanServerText(tenant)+" in "+asked+".",
		"Check the spelling of the address.",
		"If the domain is new, ask your administrator whether it is verified under Entra ID > Domain names, or use the address that ends in .onmicrosoft.com.")
	switch {
	case s.Practice:
		f.Says = "Practice knows no organization by the name " + CleanServerText(tenant) + ". Microsoft was not asked."
		f.Do = []string{"Use support@contoso.com, or fill in the practice values."}
	case IsGUID(tenant):
		f.Do = []string{"Copy Directory (tenant) ID again from the Overview page of an app, or of Entra ID."}
	}
	f.Step, f.Field = StepTenant, FieldWhere
	return f
}
