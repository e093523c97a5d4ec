package entratest

import (
	"net/http"
	"strings"
	"time"

	"mailgrant/flow"
)

// graphID is Microsoft Graph's own client ID, the same in every cloud.
const graphID = "00000003-0000-0000-c000-000000000000"

// authenticate finds the app and judges its secret and the resource it wants.
func (s *Server) authenticate(t Tenant, q tokenRequest) (App, *problem) {
	id := q.form.Get("client_id")
	app, ok := t.App(id)
	if !ok || app.Deleted || !strings.EqualFold(app.ClientID, id) {
		return App{}, &problem{http.StatusBadRequest, "unauthorized_client", 700016,
			"Application with identifier '" + id + "' was not found in the directory '" + t.Name + "'. " +
				"This can happen if the application has not been installed by the administrator of the tenant " +
				"or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."}
	}
	if refused := app.secretProblem(q.form.Get("client_secret"), s.time()); refused != nil {
		return App{}, refused
	}
	switch {
	case app.Disabled:
		return App{}, &problem{http.StatusBadRequest, "unauthorized_client", 7000112,
			"Application '" + app.ClientID + "'(" + app.Name + ") is disabled."}
	case app.NoServicePrincipal:
		return App{}, &problem{http.StatusUnauthorized, "invalid_client", 7000229,
			"The client application " + app.ClientID + " is missing service principal in the tenant " + t.ID + "."}
	case !t.serves(q.audience()):
		return App{}, &problem{http.StatusBadRequest, "invalid_resource", 500011,
			"The resource principal named " + q.audience() + " was not found in the tenant named " + t.Name + ". " +
				"This can happen if the application has not been installed by the administrator of the tenant."}
	}
	return app, nil
}

// secretProblem judges the secret sent for an app.
func (a App) secretProblem(sent string, now time.Time) *problem {
	if sent == "" {
		return &problem{http.StatusUnauthorized, "invalid_client", 7000216,
			"'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."}
	}
	for _, secret := range a.Secrets {
		if secret.Value != sent || now.Before(secret.Starts) {
			continue
		}
		if now.Before(secret.Ends) {
			return nil
		}
		return &problem{http.StatusUnauthorized, "invalid_client", 7000222,
			"The provided client secret keys for app '" + a.ClientID + "' are expired. " +
				"Create new keys for the app in the Azure portal."}
	}
	return &problem{http.StatusUnauthorized, "invalid_client", 7000215,
		"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, " +
			"not the client secret ID, for a secret added to app '" + a.ClientID + "'."}
}

// serves reports whether the tenant has the resource: Graph and Exchange of
// its own cloud.
func (t Tenant) serves(audience string) bool {
	host := strings.TrimPrefix(audience, "https://")
	return strings.EqualFold(host, t.Cloud.GraphHost()) || audience == graphID ||
		t.Cloud == flow.Global && (host == "outlook.office365.com" || host == "outlook.office.com")
}
