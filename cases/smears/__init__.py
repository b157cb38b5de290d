"""What does the patient's blood and marrow look like under the microscope?"""
