package store

import "context"

// Seed is a credential with its secret, to be in a safe from the start.
type Seed struct {
	Entry
	Secret string
}

// Seeded is OpenMemory with credentials in it already, as if saved one by one, with
// the index written once. It fails as Save would.
func Seeded(ctx context.Context, k Keyring, stock ...Seed) (*Store, error) {
	s := OpenMemory(k)
	var b index
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
