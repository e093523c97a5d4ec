package entratest

import "net/http"

// graphMe answers for /me, which does not exist for an app without a user.
func (s *Server) graphMe(mux *http.ServeMux, host string) {
	handle := func(pattern string, needs []string, denied string, read graphRead) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			c, ok := s.caller(w, r, host)
			switch {
			case !ok:
			case c.address == "":
				s.graphRefuse(w, r, http.StatusBadRequest, "BadRequest", "/me request is only valid with delegated authentication flow.")
			case !c.has(needs):
				s.graphRefuse(w, r, http.StatusForbidden, denied, deniedText[denied])
			default:
				read(w, r, c)
			}
		})
	}
	handle("GET /v1.0/me", readsMe, "Authorization_RequestDenied", s.user)
	handle("GET /v1.0/me/mailFolders/inbox", readsMail, "ErrorAccessDenied", s.inbox)
	handle("GET /v1.0/me/messages", readsMail, "ErrorAccessDenied", s.messages)
	handle("/v1.0/me/", readsMe, "Authorization_RequestDenied", func(w http.ResponseWriter, r *http.Request, _ caller) {
		s.graphRefuse(w, r, http.StatusBadRequest, "BadRequest", "Resource not found for the segment '"+r.URL.Path+"'.")
	})
}
