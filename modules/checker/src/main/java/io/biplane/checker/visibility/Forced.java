package io.biplane.checker.visibility;

import io.biplane.checker.cycle.Graph;

import java.util.Iterator;
import java.util.Optional;

/** Demands as edges of a graph. Mutable. */
final class Forced implements Demands {
    private final Graph.Builder graph;
    private final int kind;
    private int nodes;
    private Optional<Visibility.Missed> missed = Optional.empty();

    Forced(Graph.Builder graph, int nodes, int kind) {
        this.graph = graph;
        this.nodes = nodes;
        this.kind = kind;
    }

    /** Nodes with all helpers. */
    int nodes() {
        return nodes;
    }

    /** The first thing that was not there though it had to be. */
    Optional<Visibility.Missed> missed() {
        return missed;
    }

    @Override
    public void before(int one, int other, int reader, int key) {
        if (one != other) {
            graph.add(one, other, kind);
        }
    }

    /** A chain of helpers, so that many with many take no more edges than there are. */
    @Override
    public void allBefore(Several several, int other, int reader, int key) {
        if (several.members.size() > several.chained) {
            Iterator<Integer> members = several.members.iterator();
            for (int i = 0; i < several.chained; i++) {
                members.next();
            }
            while (members.hasNext()) {
                graph.add(members.next(), nodes, kind);
                if (several.helper >= 0) {
                    graph.add(several.helper, nodes, Graph.LINK);
                }
                several.helper = nodes++;
                several.chained++;
            }
        }
        if (several.helper >= 0) {
            graph.add(several.helper, other, Graph.LINK);
        }
    }

    @Override
    public void missed(int writer, int reader, int key) {
        missed = missed.or(() -> Optional.of(new Visibility.Missed(writer, reader, key)));
    }
}
