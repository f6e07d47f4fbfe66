extension Schema {
    /// Which kinds of help somebody gives only as they offered them, and offers that are for one time.
    static let offered = """
        ALTER TABLE helper ADD COLUMN offered_kinds TEXT NOT NULL DEFAULT '';

        UPDATE helper SET offered_kinds = categories WHERE EXISTS (
            SELECT 1 FROM offer WHERE offer.group_id = helper.group_id AND offer.person_id = helper.person_id
        );

        ALTER TABLE offer ADD COLUMN once BOOLEAN NOT NULL DEFAULT 0;

        """
}
