package io.biplane.kernel.trace;

import java.util.List;

/** What {@link StateChange#of} makes: a change known by its kind alone. */
record GeneralChange(String kind, List<StateChange.Field> fields) implements StateChange {}
