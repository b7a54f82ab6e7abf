package io.biplane.sql.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All tables of a virtual cluster as one read saw them. Immutable. */
public final class CatalogSnapshot {
    private final TreeMap<String, TableDescriptor> tablesByName = new TreeMap<>();
    private final TreeMap<Long, TableDescriptor> tablesById = new TreeMap<>();

    public CatalogSnapshot(List<TableDescriptor> tables) {
        for (TableDescriptor table : tables) {
            tablesByName.put(table.name(), table);
            tablesById.put(table.id(), table);
        }
    }

    public Optional<TableDescriptor> table(String name) {
        return Optional.ofNullable(tablesByName.get(name));
    }

    public Optional<TableDescriptor> table(long id) {
        return Optional.ofNullable(tablesById.get(id));
    }

    /** Ordered by name. */
    public Collection<TableDescriptor> tables() {
        return Collections.unmodifiableCollection(tablesByName.values());
    }

    /** Whether {@code table} still is what this snapshot holds under its id. */
    public boolean isCurrent(TableDescriptor table) {
        TableDescriptor known = tablesById.get(table.id());
        return known != null && known.version() == table.version();
    }
}
