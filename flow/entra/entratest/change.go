package entratest

import "slices"

// Change changes the tenants like an administrator would, between two requests.
// Requests in progress keep the data they started with.
func (s *Server) Change(alter func(t *Tenant)) {
	tenants := slices.Clone(s.Tenants())
	for i := range tenants {
		t := &tenants[i]
		t.Domains, t.Apps, t.Mailboxes = slices.Clone(t.Domains), slices.Clone(t.Apps), slices.Clone(t.Mailboxes)
		for j := range t.Apps {
			t.Apps[j].Secrets, t.Apps[j].Roles = slices.Clone(t.Apps[j].Secrets), slices.Clone(t.Apps[j].Roles)
		}
		alter(t)
	}
	s.tenants.Store(&tenants)
}

// ChangeApp changes the app with that key.
func (s *Server) ChangeApp(key string, alter func(a *App)) {
	s.Change(func(t *Tenant) {
		for i := range t.Apps {
			if t.Apps[i].Key == key {
				alter(&t.Apps[i])
			}
		}
	})
}

// ChangeMailbox changes the mailbox with that address.
func (s *Server) ChangeMailbox(address string, alter func(m *Mailbox)) {
	s.Change(func(t *Tenant) {
		for i := range t.Mailboxes {
			if t.Mailboxes[i].Address == address {
				alter(&t.Mailboxes[i])
			}
		}
	})
}
