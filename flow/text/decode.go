package text

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode is the text in a file: UTF-8, or the UTF-16 that PowerShell's > and
// Windows' Notepad write, without its byte order mark. What can't be decoded
// becomes U+FFFD, which no value holds.
func Decode(data []byte) string {
	if rest, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); marked {
		return string(bytes.ToValidUTF8(rest, []byte(string(utf8.RuneError))))
	}
	if rest, marked := bytes.CutPrefix(data, []byte{0xFF, 0xFE}); marked {
		return fromUTF16(rest, binary.LittleEndian)
	}
	if rest, marked := bytes.CutPrefix(data, []byte{0xFE, 0xFF}); marked {
		return fromUTF16(rest, binary.BigEndian)
	}
	switch high := zeros(data); {
	case high == [2]int{0, len(data) / 2} && len(data) > 1 && len(data)%2 == 0:
		return fromUTF16(data, binary.LittleEndian)
	case high == [2]int{len(data) / 2, 0} && len(data) > 1 && len(data)%2 == 0:
		return fromUTF16(data, binary.BigEndian)
	}
	return string(bytes.ToValidUTF8(data, []byte(string(utf8.RuneError))))
}

// zeros counts the NUL bytes at even places and at odd ones. A secret is ASCII, so
// in UTF-16 every other byte is one.
func zeros(data []byte) (at [2]int) {
	for i, b := range data {
		if b == 0 {
			at[i%2]++
		}
	}
	return at
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	text := string(utf16.Decode(units))
	if len(data)%2 != 0 {
		text += string(utf8.RuneError)
	}
	return text
}
