package flow

// looks are the reads that show whether the permissions do what they are for.
func (s Case) looks(signIn bool) []Look {
	if signIn && !s.readsMail() {
		return []Look{{Kind: LookMe}}
	}
	if signIn {
		return append([]Look{{Kind: LookMe}, {Kind: LookInbox}}, s.mailboxLooks()...)
	}
	if s.Guide().Delegated() {
		return nil // without a person there is nothing to read
	}
	var looks []Look
	if s.wants("User.Read.All") {
		looks = append(looks, Look{Kind: LookDirectory})
	}
	return append(looks, s.mailboxLooks()...)
}

func (s Case) mailboxLooks() []Look {
	if !s.readsMail() {
		return s.userLooks()
	}
	var looks []Look
	for _, m := range s.Answers.mailboxes(s.Guide()) {
		looks = append(looks, Look{Kind: LookInbox, Mailbox: m})
	}
	for _, m := range addresses(s.Answers.MustRefuse) {
		looks = append(looks, Look{Kind: LookInbox, Mailbox: m, MustRefuse: true})
	}
	return looks
}

// userLooks are all there is to see of mailboxes that are only sent from.
func (s Case) userLooks() []Look {
	if !s.wants("User.Read.All") {
		return nil
	}
	var looks []Look
	for _, m := range s.Answers.mailboxes(s.Guide()) {
		looks = append(looks, Look{Kind: LookUser, Mailbox: m})
	}
	return looks
}
