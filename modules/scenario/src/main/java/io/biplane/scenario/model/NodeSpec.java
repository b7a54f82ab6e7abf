package io.biplane.scenario.model;

/**
 * One node and the place its machine stands in.
 *
 * @param name {@code n1} and up
 * @param region such as {@code us-east}
 * @param zone within all regions, such as {@code us-east-a}
 */
public record NodeSpec(String name, String region, String zone) {
    /** Number of the node, from 1. */
    public int number() {
        return Integer.parseInt(name.substring(1));
    }
}
