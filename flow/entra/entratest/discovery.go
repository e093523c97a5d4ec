package entratest

import (
	"cmp"
	"net/http"

	"github.com/google/uuid"

	"mailgrant/flow/value"
)

// discovery answers with a tenant's OpenID metadata. The document names the
// hosts of the tenant's own cloud, whichever host was asked.
func (s *Server) discovery(host string, cloud value.Cloud, v2 bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		segment := r.PathValue("tenant")
		t, refused := s.residence(segment, cloud)
		if refused != nil && !aliases[segment] {
			s.refuse(w, r, *refused)
			return
		}
		home := host
		if refused != nil {
			t = Tenant{ID: "{tenantid}", Cloud: cloud}
		} else if family(t.Cloud) != cloud {
			home = t.Cloud.LoginHost()
		}
		w.Header().Set("X-Ms-Request-Id", uuid.NewString())
		if v2 {
			writeJSON(w, http.StatusOK, metadata(t, home, segment))
			return
		}
		writeJSON(w, http.StatusOK, metadataV1(t, home, segment))
	}
}

// metadata is the v2.0 document of a tenant that the URL names by segment.
func metadata(t Tenant, home, segment string) map[string]any {
	path := cmp.Or(idOf(t), segment)
	doc := metadataV1(t, home, path)
	base := "https://" + home + "/" + path
	doc["issuer"] = "https://" + home + "/" + t.ID + "/v2.0"
	doc["authorization_endpoint"] = base + "/oauth2/v2.0/authorize"
	doc["token_endpoint"] = base + "/oauth2/v2.0/token"
	doc["device_authorization_endpoint"] = base + "/oauth2/v2.0/devicecode"
	doc["end_session_endpoint"] = base + "/oauth2/v2.0/logout"
	doc["jwks_uri"] = base + "/discovery/v2.0/keys"
	doc["scopes_supported"] = []string{"openid", "profile", "email", "offline_access"}
	return doc
}

// metadataV1 is the older document, with other endpoints and the issuer of v1
// tokens.
func metadataV1(t Tenant, home, segment string) map[string]any {
	base := "https://" + home + "/" + cmp.Or(idOf(t), segment)
	doc := map[string]any{
		"issuer":                                "https://sts.windows.net/" + t.ID + "/",
		"authorization_endpoint":                base + "/oauth2/authorize",
		"token_endpoint":                        base + "/oauth2/token",
		"device_authorization_endpoint":         base + "/oauth2/devicecode",
		"end_session_endpoint":                  base + "/oauth2/logout",
		"jwks_uri":                              base + "/discovery/keys",
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "private_key_jwt", "client_secret_basic"},
		"response_modes_supported":              []string{"query", "fragment", "form_post"},
		"response_types_supported":              []string{"code", "id_token", "code id_token", "id_token token"},
		"subject_types_supported":               []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"request_uri_parameter_supported":       false,
		"cloud_instance_name":                   instanceOf[family(t.Cloud)],
		"msgraph_host":                          t.Cloud.GraphHost(),
		"tenant_region_scope":                   nil,
	}
	if t.Region != "" {
		doc["tenant_region_scope"] = t.Region
	}
	if t.SubRegion != "" {
		doc["tenant_region_sub_scope"] = t.SubRegion
	}
	return doc
}

// idOf is the tenant's GUID; "" for an alias, whose ID is a placeholder.
func idOf(t Tenant) string {
	if t.ID == "{tenantid}" {
		return ""
	}
	return t.ID
}

// instanceOf is cloud_instance_name, which can differ from the sign-in host.
var instanceOf = map[value.Cloud]string{
	value.Global: "microsoftonline.com",
	value.USGov:  "microsoftonline.us",
	value.China:  "partner.microsoftonline.cn",
}

// instances tells MSAL which host names belong together.
func instances(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{
		"tenant_discovery_endpoint": "https://" + hostOf(r) + "/common/v2.0/.well-known/openid-configuration",
		"api-version":               "1.1",
		"metadata": []map[string]any{
			{"preferred_network": "login.microsoftonline.com", "preferred_cache": "login.windows.net",
				"aliases": []string{"login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"}},
			{"preferred_network": "login.partner.microsoftonline.cn", "preferred_cache": "login.partner.microsoftonline.cn",
				"aliases": []string{"login.partner.microsoftonline.cn", "login.chinacloudapi.cn"}},
			{"preferred_network": "login.microsoftonline.us", "preferred_cache": "login.microsoftonline.us",
				"aliases": []string{"login.microsoftonline.us", "login.usgovcloudapi.net"}},
		},
	})
}
