package entratest

import (
	"net/http"
	"slices"
	"strconv"
)

// organization returns the tenant's name, GUID and domains.
func organization(w http.ResponseWriter, r *http.Request, c caller) {
	domains := make([]map[string]any, len(c.Domains))
	for i, d := range c.Domains {
		domains[i] = map[string]any{"name": d, "isDefault": i == 0, "isInitial": i == len(c.Domains)-1,
			"capabilities": "Email, OfficeCommunicationsOnline", "type": "Managed"}
	}
	writeJSON(w, http.StatusOK, page(r, "organization", []map[string]any{
		{"id": c.ID, "displayName": c.Name, "verifiedDomains": domains},
	}))
}

// users lists the tenant's users, at most $top of them.
func users(w http.ResponseWriter, r *http.Request, c caller) {
	people := []map[string]any{}
	for _, m := range c.Mailboxes {
		if m.State != Missing {
			people = append(people, profile(m))
		}
	}
	if top, err := strconv.Atoi(r.URL.Query().Get("$top")); err == nil && top > 0 {
		people = people[:min(top, len(people))]
	}
	writeJSON(w, http.StatusOK, page(r, "users", people))
}

func (s *Server) user(w http.ResponseWriter, r *http.Request, c caller) {
	m, ok := c.mailbox(c.subject(r))
	if !ok {
		s.graphRefuse(w, r, http.StatusNotFound, "Request_ResourceNotFound",
			"Resource '"+c.subject(r)+"' does not exist or one of its queried reference-property objects are not present.")
		return
	}
	body := profile(m)
	body["@odata.context"] = odata(r, "users/$entity")
	writeJSON(w, http.StatusOK, body)
}

func profile(m Mailbox) map[string]any {
	return map[string]any{"id": guidFor(m.Address), "displayName": m.Name, "mail": m.Address,
		"userPrincipalName": m.Address, "accountEnabled": true}
}

func (s *Server) inbox(w http.ResponseWriter, r *http.Request, c caller) {
	m, ok := s.openMailbox(w, r, c)
	if !ok {
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"@odata.context": odata(r, "users('"+m.Address+"')/mailFolders/$entity"),
		"id":             "AAMk" + guidFor("inbox of "+m.Address), "displayName": "Inbox",
		"totalItemCount": 12, "unreadItemCount": 3, "childFolderCount": 0, "isHidden": false,
	})
}

func (s *Server) messages(w http.ResponseWriter, r *http.Request, c caller) {
	m, ok := s.openMailbox(w, r, c)
	if !ok {
		return
	}
	writeJSON(w, http.StatusOK, page(r, "users('"+m.Address+"')/messages", []map[string]any{
		{"id": "AAMk" + guidFor("message of "+m.Address), "subject": "Welcome to practice", "isRead": false},
	}))
}

// openMailbox finds the mailbox in the request. If ok is false, it has
// answered.
func (s *Server) openMailbox(w http.ResponseWriter, r *http.Request, c caller) (m Mailbox, ok bool) {
	m, ok = c.mailbox(c.subject(r))
	if !ok {
		s.graphRefuse(w, r, http.StatusNotFound, "ErrorInvalidUser", "The requested user '"+c.subject(r)+"' is invalid.")
		return Mailbox{}, false
	}
	switch {
	case m.State == Fenced && c.own(r):
		return m, true // the policy applies to apps only
	case m.State == Fenced && c.address != "":
		s.graphRefuse(w, r, http.StatusForbidden, "ErrorAccessDenied", deniedText["ErrorAccessDenied"])
		return Mailbox{}, false
	}
	switch m.State {
	case Reachable:
		return m, true
	case Unlicensed:
		s.graphRefuse(w, r, http.StatusNotFound, "MailboxNotEnabledForRESTAPI",
			"The mailbox is either inactive, soft-deleted, or is hosted on-premise.")
	case Fenced:
		s.graphRefuse(w, r, http.StatusForbidden, "ErrorAccessDenied",
			"Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.")
	case Missing:
	}
	return Mailbox{}, false
}

// page is one page of a list, here the only one.
func page(r *http.Request, what string, list []map[string]any) map[string]any {
	return map[string]any{"@odata.context": odata(r, what), "value": slices.Clip(list)}
}

func odata(r *http.Request, what string) string {
	return "https://" + hostOf(r) + "/v1.0/$metadata#" + what
}
