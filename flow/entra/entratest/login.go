package entratest

import (
	"net/http"
	"strings"

	"mailgrant/flow/value"
)

// aliases are tenant segments that do not name a single tenant.
var aliases = map[string]bool{"common": true, "organizations": true, "consumers": true}

// login is the handler for a sign-in host.
func (s *Server) login(host string, cloud value.Cloud) http.Handler {
	mux := http.NewServeMux()
	for pattern, answer := range map[string]http.HandlerFunc{
		"GET /{tenant}/v2.0/.well-known/openid-configuration": s.discovery(host, cloud, true),
		"GET /{tenant}/.well-known/openid-configuration":      s.discovery(host, cloud, false),
		"GET /{tenant}/discovery/v2.0/keys":                   s.keys,
		"GET /{tenant}/discovery/keys":                        s.keys,
		"GET /common/discovery/instance":                      instances,
		"/{tenant}/oauth2/v2.0/token":                         s.token(cloud, true),
		"/{tenant}/oauth2/token":                              s.token(cloud, false),
		"/{tenant}/oauth2/v2.0/authorize":                     s.authorize(cloud, true),
		"/{tenant}/oauth2/authorize":                          s.authorize(cloud, false),
		"/{tenant}/v2.0/adminconsent":                         s.adminConsent(cloud, true),
		"/{tenant}/adminconsent":                              s.adminConsent(cloud, false),
	} {
		mux.Handle(pattern, answer)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		loginHeaders(w)
		mux.ServeHTTP(w, r)
	})
}

// loginHeaders sets the headers that every answer from Entra has.
func loginHeaders(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Cache-Control", "no-store, no-cache")
	h.Set("Pragma", "no-cache")
	h.Set("Expires", "-1")
	h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Ms-Ests-Server", "2.1.24000.1 - PRACTICE ProdSlices")
}

// home finds the tenant for a user's request: an alias means the app's tenant.
func (s *Server) home(segment, clientID string, cloud value.Cloud) (t Tenant, refused *Refusal) {
	if aliases[strings.ToLower(segment)] {
		for _, t := range s.Tenants() {
			if a, ok := t.App(clientID); ok && strings.EqualFold(a.ClientID, clientID) && visible(t.Cloud, cloud) {
				return t, nil
			}
		}
	}
	return s.residence(segment, cloud)
}

// residence finds the tenant for a segment, as seen from a cloud's sign-in
// host; refused is set if there is none.
func (s *Server) residence(segment string, cloud value.Cloud) (t Tenant, refused *Refusal) {
	if aliases[strings.ToLower(segment)] {
		return Tenant{}, &Refusal{http.StatusBadRequest, "invalid_request", 50059,
			"No tenant-identifying information found in either the request or implied by any provided credentials."}
	}
	if !tenantShaped(segment) {
		return Tenant{}, &Refusal{http.StatusBadRequest, "invalid_request", 900023,
			"Specified tenant identifier '" + segment + "' is neither a valid DNS name, nor a valid external domain."}
	}
	t, ok := s.tenant(segment)
	if !ok || !visible(t.Cloud, cloud) {
		return Tenant{}, &Refusal{http.StatusBadRequest, "invalid_tenant", 90002,
			"Tenant '" + segment + "' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. " +
				"Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."}
	}
	return t, nil
}

// visible reports whether a sign-in host knows a tenant: those of its own
// cloud, and the global host also those of the US Government.
func visible(of, from value.Cloud) bool {
	return family(of) == from || from == value.Global && family(of) == value.USGov
}

// family is the cloud of a sign-in host: GCC High and DoD share one.
func family(c value.Cloud) value.Cloud {
	if c == value.USGovDoD {
		return value.USGov
	}
	return c
}

// tenantShaped reports whether a segment looks like a GUID or a domain.
func tenantShaped(segment string) bool {
	if strings.Trim(segment, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") != "" {
		return false
	}
	return strings.Contains(segment, ".") || len(segment) == 36 && strings.Count(segment, "-") == 4
}
