package guide

// OpenID are the scopes that belong to no resource.
var OpenID = []string{"openid", "offline_access", "profile", "email"}
