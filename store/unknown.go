package store

import (
	"bytes"
	"encoding/json"
	"maps"
)

// unknownFields are the fields of a JSON object that a later mailgrant added.
// They are written back unchanged.
type unknownFields map[string]json.RawMessage

// decode reads an object of the index. T has no JSON methods of its own.
func decode[T any](data []byte) (known T, unknown unknownFields, err error) {
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	if strict.Decode(&known) == nil {
		return known, nil, nil
	}
	var fresh, empty T
	if err := json.Unmarshal(data, &fresh); err != nil {
		return fresh, nil, err
	}
	if err := json.Unmarshal(data, &unknown); err != nil {
		return fresh, nil, err
	}
	names, err := fieldsOf(empty)
	maps.DeleteFunc(unknown, func(name string, _ json.RawMessage) bool { return names[name] != nil })
	return fresh, unknown, err
}

// encode writes an object of the index. known has no JSON methods of its own.
func encode[T any](known T, unknown unknownFields) ([]byte, error) {
	if len(unknown) == 0 {
		return json.Marshal(known)
	}
	fields, err := fieldsOf(known)
	if err != nil {
		return nil, err
	}
	maps.Copy(fields, unknown)
	return json.Marshal(fields)
}

// fieldsOf are the fields of known by their JSON names.
func fieldsOf[T any](known T) (fields unknownFields, err error) {
	data, err := json.Marshal(known)
	if err != nil {
		return nil, err
	}
	return fields, json.Unmarshal(data, &fields)
}
