package entratest

import (
	"net/http"
	"strings"
	"time"

	"mailgrant/flow/value"
)

// graphID is Microsoft Graph's own client ID, the same in every cloud.
const graphID = "00000003-0000-0000-c000-000000000000"

// authenticate finds the app, and checks its secret and the resource it asks
// for.
func (s *Server) authenticate(t Tenant, q tokenRequest) (App, *Refusal) {
	app, refused := t.registered(q.form.Get("client_id"))
	if refused == nil {
		refused = app.secretProblem(q.form.Get("client_secret"), q.forPerson(), s.time())
	}
	if refused == nil {
		refused = app.unwell(t)
	}
	if refused == nil && !q.forPerson() && !t.serves(q.audience()) {
		refused = bad("invalid_resource", 500011, "The resource principal named "+q.audience()+" was not found in the tenant named "+t.Name+". "+
			"This can happen if the application has not been installed by the administrator of the tenant.")
	}
	return app, refused
}

// registered finds an app by its client ID only.
func (t Tenant) registered(id string) (App, *Refusal) {
	app, ok := t.App(id)
	if !ok || app.Deleted || !strings.EqualFold(app.ClientID, id) {
		return App{}, bad("unauthorized_client", 700016,
			"Application with identifier '"+id+"' was not found in the directory '"+t.Name+"'. "+
				"This can happen if the application has not been installed by the administrator of the tenant "+
				"or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.")
	}
	return app, nil
}

// unwell is why this app gets no token in this tenant, whatever its secret.
func (a App) unwell(t Tenant) *Refusal {
	switch {
	case a.Disabled:
		return bad("unauthorized_client", 7000112, "Application '"+a.ClientID+"'("+a.Name+") is disabled.")
	case a.NoServicePrincipal:
		return &Refusal{http.StatusUnauthorized, "invalid_client", 7000229,
			"The client application " + a.ClientID + " is missing service principal in the tenant " + t.ID + "."}
	}
	return nil
}

// secretProblem checks the secret sent for an app. If there is none, Entra's
// answer depends on whether the token is for a user.
func (a App) secretProblem(sent string, forPerson bool, now time.Time) *Refusal {
	switch {
	case sent == "" && forPerson:
		return &Refusal{http.StatusUnauthorized, "invalid_client", 7000218,
			"The request body must contain the following parameter: 'client_assertion' or 'client_secret'."}
	case sent == "":
		return &Refusal{http.StatusUnauthorized, "invalid_client", 7000216,
			"'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."}
	}
	for _, secret := range a.Secrets {
		if secret.Value != sent || now.Before(secret.Starts) {
			continue
		}
		if now.Before(secret.Ends) {
			return nil
		}
		return &Refusal{http.StatusUnauthorized, "invalid_client", 7000222,
			"The provided client secret keys for app '" + a.ClientID + "' are expired. " +
				"Create new keys for the app in the Azure portal."}
	}
	return &Refusal{http.StatusUnauthorized, "invalid_client", 7000215,
		"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, " +
			"not the client secret ID, for a secret added to app '" + a.ClientID + "'."}
}

// serves reports whether the tenant has the resource: Graph and Exchange of its
// own cloud.
func (t Tenant) serves(audience string) bool {
	host := strings.TrimPrefix(audience, "https://")
	return strings.EqualFold(host, t.Cloud.GraphHost()) || audience == graphID ||
		t.Cloud == value.Global && (host == "outlook.office365.com" || host == "outlook.office.com")
}
