"""Do patients, acts and pages keep their promises?"""
