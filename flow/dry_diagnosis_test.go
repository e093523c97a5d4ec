package flow_test

import "testing"

// A random session found this: a dry run offered to test a keyring that it never
// uses.
func TestADryRunOffersNoKeyring(t *testing.T) {
	play(t, randomBytes(15338388636616879219, 81))
}
