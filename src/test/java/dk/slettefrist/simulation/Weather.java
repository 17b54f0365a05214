package dk.slettefrist.simulation;

/**
 * What a history is like: each has its own mixture of faults, so that some have none and others little else. Rates are per mille of the
 * occasions.
 *
 * @param replicas how many processes
 * @param crowd most things that go on at once
 * @param persistence how often whoever runs goes on
 * @param leap how often time leaps, to a deadline or the end of a lease
 * @param crash how often a replica dies
 * @param storeFault how often a call of the store fails, before its effect, after it, or with its effect still to come
 * @param storeOutage how often the store goes away, or comes back
 * @param stubborn how many objects cannot be deleted for a while
 * @param databaseFault how often a transaction is not begun, rolled back, or committed without an answer
 * @param databaseOutage how often the database goes away, or comes back
 * @param policyChange how often the periods change, of all acts
 */
record Weather(
        int replicas,
        int crowd,
        int persistence,
        int leap,
        int crash,
        int storeFault,
        int storeOutage,
        int stubborn,
        int databaseFault,
        int databaseOutage,
        int policyChange) {

    static Weather of(Chance chance) {
        return new Weather(
                chance.between(1, 3),
                chance.between(1, 8),
                chance.pick(0, 300, 600, 800),
                chance.pick(2, 5, 10, 30),
                chance.pick(0, 0, 2, 5, 15),
                chance.pick(0, 10, 50, 150),
                chance.pick(0, 0, 3, 10),
                chance.pick(0, 0, 30, 200),
                chance.pick(0, 10, 30, 100),
                chance.pick(0, 0, 3),
                chance.pick(0, 0, 10, 40));
    }
}
