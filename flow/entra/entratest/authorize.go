package entratest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"

	"mailgrant/flow/value"
)

// A user's answers on a consent page, in the form field "answer".
const (
	Accept = "accept"
	Cancel = "cancel"
)

// authorize answers the authorization endpoint: sign-in, consent, and the
// redirect back to the app.
func (s *Server) authorize(cloud value.Cloud, v2 bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		q, refused := s.readAuthorize(r, cloud, v2)
		if refused != nil {
			s.errorPage(w, r, *refused)
			return
		}
		if refused = q.check(); refused != nil {
			s.turnAway(w, r, q, *refused)
			return
		}
		if q.form.Get("prompt") == "none" {
			s.silently(w, r, q)
			return
		}
		s.converse(w, r, q)
	}
}

// converse shows the next page of a sign-in, or ends it.
func (s *Server) converse(w http.ResponseWriter, r *http.Request, q authorizeRequest) {
	people := q.tenant.users()
	who, chosen := find(people, r.PostForm.Get("account"))
	if !chosen && q.form.Get("prompt") != "select_account" {
		who, chosen = find(people, q.form.Get("login_hint"))
	}
	if !chosen {
		accountPage(w, r, q.app, people)
		return
	}
	if refused := who.stranger(q.tenant, q.app); refused != nil {
		s.errorPage(w, r, *refused)
		return
	}
	s.signIn(who)
	answer := r.PostForm.Get("answer")
	given := s.covers(q, who) && (q.form.Get("prompt") != "consent" || answer == Accept)
	switch {
	case given:
		s.welcome(w, r, q, who)
	case answer == Cancel:
		s.turnAway(w, r, q, declined())
	case !s.covers(q, who) && q.needsAdministrator():
		s.approvalPage(w, r, q.app, who, q.scopes)
	case answer == Accept:
		s.consent(q.app.ClientID, who.Address, q.scopes)
		s.welcome(w, r, q, who)
	default:
		consentPage(w, r, consentForm{app: q.app, who: who, scopes: q.scopes})
	}
}

// silently answers prompt=none: with a code, or with the error for what only a
// page could solve.
func (s *Server) silently(w http.ResponseWriter, r *http.Request, q authorizeRequest) {
	who, known := find(q.tenant.users(), q.form.Get("login_hint"))
	switch {
	case !known || who.From != fromHere || !s.signedIn(who):
		s.turnAway(w, r, q, Refusal{http.StatusBadRequest, "login_required", 50058,
			"A silent sign-in request was sent but no user is signed in."})
	case !s.covers(q, who):
		s.turnAway(w, r, q, Refusal{http.StatusBadRequest, "interaction_required", 65001,
			"The user or administrator has not consented to use the application with ID '" + q.app.ClientID + "' named '" + q.app.Name +
				"'. Send an interactive authorization request for this user and resource."})
	default:
		s.welcome(w, r, q, who)
	}
}

// declined is the error that the app gets if the user, or the administrator,
// has not consented.
func declined() Refusal {
	return Refusal{http.StatusFound, "access_denied", 65004, "User declined to consent to access the app."}
}

// needsAdministrator reports whether users may not grant the request.
func (q authorizeRequest) needsAdministrator() bool {
	return q.app.Consent != UsersConsent || needsAdmin(q.scopes)
}

// covers reports whether there is an earlier consent for all that is requested.
func (s *Server) covers(q authorizeRequest, who person) bool {
	given := s.consented(q.app.ClientID, who.Address)
	return len(given) > 0 && !slices.ContainsFunc(q.scopes, func(scope string) bool {
		return !slices.Contains(given, scope) && !slices.Contains(openID, scope)
	})
}

func (s *Server) signIn(who person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people.seen[strings.ToLower(who.Address)] = true
}

func (s *Server) signedIn(who person) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.people.seen[strings.ToLower(who.Address)]
}

// welcome redirects the browser to the app with a code.
func (s *Server) welcome(w http.ResponseWriter, r *http.Request, q authorizeRequest, who person) {
	code := s.keep(s.people.codes, grant{
		tenant: q.tenant, clientID: q.app.ClientID, who: who, scopes: q.scopes, asked: q.form.Get("scope"), nonce: q.form.Get("nonce"),
		redirect: q.redirect, challenge: q.form.Get("code_challenge"), method: q.form.Get("code_challenge_method"),
	})
	s.back(w, r, q, url.Values{"code": {code}, "session_state": {uuid.NewString()}})
}

// turnAway redirects the browser to the app with an error.
func (s *Server) turnAway(w http.ResponseWriter, r *http.Request, q authorizeRequest, p Refusal) {
	answer := url.Values{"error": {p.OAuth}, "error_description": {s.stamp(w, r).describe(p)}, "error_uri": {p.uri(r)}}
	if p.Code == 65004 {
		answer.Set("error_subcode", "cancel")
	}
	s.back(w, r, q, answer)
}

// back returns the answer to the app in the requested response mode.
func (s *Server) back(w http.ResponseWriter, r *http.Request, q authorizeRequest, answer url.Values) {
	if state := q.form.Get("state"); state != "" {
		answer.Set("state", state)
	}
	switch q.form.Get("response_mode") {
	case "form_post":
		s.handBack(w, r, q.redirect, answer)
	case "fragment":
		s.leave(w, r, q.redirect+"#"+answer.Encode())
	default:
		s.leave(w, r, withQuery(q.redirect, answer))
	}
}
