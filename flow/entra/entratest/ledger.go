package entratest

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"
)

// ledger is what people have done on the pages so far, and what they were
// given for it. Its lock is the server's.
type ledger struct {
	codes   map[string]*grant
	refresh map[string]*grant
	roles   map[string][]string  // application permissions granted here, by client ID
	scopes  map[string][]string  // delegated permissions, by consentKey
	seen    map[string]bool      // addresses that have signed in
	revoked map[string]time.Time // when all sessions of an address ended
}

func newLedger() ledger {
	return ledger{
		codes: map[string]*grant{}, refresh: map[string]*grant{}, roles: map[string][]string{},
		scopes: map[string][]string{}, seen: map[string]bool{}, revoked: map[string]time.Time{},
	}
}

// grant is what stands behind a code or a refresh token.
type grant struct {
	tenant    Tenant
	clientID  string
	who       person
	scopes    []string
	asked     string // the scopes as they were written
	nonce     string
	redirect  string
	challenge string // PKCE, with its method
	method    string
	made      time.Time
	used      bool // a code works once
}

// everybody is whom an administrator consents for.
const everybody = ""

func consentKey(clientID, address string) string {
	return strings.ToLower(clientID + " " + address)
}

// consented are the delegated permissions that an app has for somebody.
func (s *Server) consented(clientID, address string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Concat(s.people.scopes[consentKey(clientID, everybody)], s.people.scopes[consentKey(clientID, address)])
}

// consent notes that somebody, or everybody, lets an app have scopes.
func (s *Server) consent(clientID, address string, scopes []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := consentKey(clientID, address)
	list := slices.Concat(s.people.scopes[key], scopes)
	slices.Sort(list)
	s.people.scopes[key] = slices.Compact(list)
}

// grantRoles gives an app its application permissions; the tokens that come
// without them while consent spreads are counted from now on.
func (s *Server) grantRoles(app App) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people.roles[app.ClientID] = app.Wants
	s.asked[app.ClientID] = 0
}

// rolesOf are an app's application permissions, those granted here included.
func (s *Server) rolesOf(app App) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := slices.Clone(app.Roles)
	for _, role := range s.people.roles[app.ClientID] {
		if !slices.Contains(list, role) {
			list = append(list, role)
		}
	}
	return list
}

// keep files g under a new code or refresh token.
func (s *Server) keep(where map[string]*grant, g grant) string {
	handle := "1.A" + rand.Text() + rand.Text() + rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	g.made = s.now()
	where[handle] = &g
	return handle
}

// EndSessions makes every refresh token of an address void, as a new password
// does.
func (s *Server) EndSessions(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people.revoked[strings.ToLower(address)] = s.now()
	delete(s.people.seen, strings.ToLower(address))
}

// WithdrawConsent takes from an app what people and administrators granted it
// on the pages.
func (s *Server) WithdrawConsent(clientID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.people.roles, clientID)
	for key := range s.people.scopes {
		if strings.HasPrefix(key, strings.ToLower(clientID)+" ") {
			delete(s.people.scopes, key)
		}
	}
}
