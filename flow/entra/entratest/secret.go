package entratest

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/google/uuid"
)

const (
	secretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~.-"
	plainLetters   = 62 // the first part of the alphabet has no punctuation
)

// SecretFor derives a client secret in Entra's format: three characters, "8Q~",
// 34 characters. The same name gives the same secret, so that no source file
// needs to contain one.
func SecretFor(name string) string {
	value := make([]byte, 0, 40)
	for block := uint32(0); len(value) < 40; block++ {
		sum := sha256.Sum256(binary.BigEndian.AppendUint32([]byte("mailgrant practice "+name), block))
		for _, b := range sum {
			switch {
			case len(value) < 3:
				value = append(value, secretAlphabet[int(b)%plainLetters])
			case len(value) == 3:
				value = append(value, "8Q~"...)
			case len(value) < 40:
				value = append(value, secretAlphabet[int(b)%len(secretAlphabet)])
			}
		}
	}
	return string(value)
}

// guidFor derives a stable GUID from a name.
func guidFor(name string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("mailgrant practice "+name)).String()
}

const day = 24 * time.Hour

// lasting is a secret that starts and ends so many days from now.
func lasting(name string, now time.Time, began, ends int) Secret {
	return Secret{
		Value:  SecretFor(name),
		KeyID:  guidFor("secret id of " + name),
		Starts: now.Add(time.Duration(began) * day),
		Ends:   now.Add(time.Duration(ends) * day),
		Note:   name,
	}
}
