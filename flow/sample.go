package flow

// Sample is one app of the practice tenant, with the values to type.
type Sample struct {
	Label   string  // the app's name
	Story   string  // what is the matter with it, in a sentence
	Cause   Cause   // what its test names; "" for a good one
	Answers Answers // Where, ClientID, Secret, Expires, TokenEndpoint and Redirect
}
