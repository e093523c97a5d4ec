package store

import "context"

// Stock is a credential with its secret, to be in a safe from the start.
type Stock struct {
	Entry
	Secret string
}

// Stocked is InMemory with credentials in it already, as if saved one by one, with
// the index written once. It fails as Save would.
func Stocked(ctx context.Context, k Keyring, stock ...Stock) (*Safe, error) {
	s := InMemory(k)
	var b book
	for _, c := range stock {
		if err := fitSecret(Save, c.Secret); err != nil {
			return nil, err
		}
		if err := fitEntry(c.Entry, c.Secret); err != nil {
			return nil, err
		}
		if _, taken := bySlug(b.Entries, c.Slug); taken {
			return nil, &Error{Kind: Exists, Op: Save}
		}
		if err := k.Set(ctx, c.Slug, c.Secret); err != nil {
			return nil, asError(Save, err, c.Secret)
		}
		if err := s.keepGuide(c.Entry); err != nil {
			return nil, err
		}
		b = b.keep(s.stamp(c.Entry, b, c.Secret, false))
	}
	return s, s.write(b)
}
