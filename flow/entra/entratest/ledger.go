package entratest

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"
)

// ledger records what users have done on the pages, and the codes and tokens
// they got. The server's lock guards it.
type ledger struct {
	codes   map[string]*grant
	refresh map[string]*grant
	roles   map[string][]string  // application permissions granted on the pages, by client ID
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

// grant is the data of a code or a refresh token.
type grant struct {
	tenant    Tenant
	clientID  string
	who       person
	scopes    []string
	asked     string // the scopes as they were written
	nonce     string
	redirect  string
	challenge string // of PKCE, with its method
	method    string
	made      time.Time
	used      bool // a code works only once
}

// everybody is the address under which an administrator's consent is stored.
const everybody = ""

func consentKey(clientID, address string) string {
	return strings.ToLower(clientID + " " + address)
}

// consented are the delegated permissions that an app has for a user.
func (s *Server) consented(clientID, address string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Concat(s.people.scopes[consentKey(clientID, everybody)], s.people.scopes[consentKey(clientID, address)])
}

// consent records that a user, or everybody, grants scopes to an app.
func (s *Server) consent(clientID, address string, scopes []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := consentKey(clientID, address)
	list := slices.Concat(s.people.scopes[key], scopes)
	slices.Sort(list)
	s.people.scopes[key] = slices.Compact(list)
}

// grantRoles grants an app its application permissions. From now on it counts
// the tokens that still come without them while the consent propagates.
func (s *Server) grantRoles(app App) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people.roles[app.ClientID] = app.Wants
	s.asked[app.ClientID] = 0
}

// rolesOf are an app's application permissions, including those granted on the
// pages.
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

// keep stores g under a new code or refresh token.
func (s *Server) keep(where map[string]*grant, g grant) string {
	handle := "1.A" + rand.Text() + rand.Text() + rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	g.made = s.now()
	where[handle] = &g
	return handle
}

// EndSessions invalidates every refresh token of an address, as a new password
// does.
func (s *Server) EndSessions(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people.revoked[strings.ToLower(address)] = s.now()
	delete(s.people.seen, strings.ToLower(address))
}

// WithdrawConsent removes what users and administrators granted an app on the
// pages.
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
