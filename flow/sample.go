package flow

// Sample is one app of the practice tenant, with the values to type.
type Sample struct {
	Label   string  // what it is, such as "a good app"
	Cause   Cause   // what its test names; "" for a good one
	Answers Answers // Where, ClientID, Secret, Expires, TokenEndpoint and Redirect
}
